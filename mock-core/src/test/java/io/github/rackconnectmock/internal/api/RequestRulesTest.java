package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests are good: format, method and path. */
class RequestRulesTest {
    private final Asking asking = Asking.of(web1());

    @ParameterizedTest
    @CsvSource({
        "text, TEXT",
        "TEXT, TEXT",
        "Text, TEXT",
        "json, JSON",
        "JSON, JSON",
        "jSoN, JSON",
        "xml, XML",
        "XML, XML",
        "%4Ason, JSON",
    })
    void aFormatIsKnownInAnyCase(String word, Format format) {
        assertThat(asking.get("/v1/gateway_ip?format=" + word).format()).isEqualTo(format);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "?", "?format=", "?format", "?other=xml", "?Format=xml", "?&&", "?=", "?xformat=xml&a=format"
            })
    void withoutAFormatTheDefaultIsUsed(String query) {
        assertThat(asking.get("/v1/automation_status" + query).format()).isEqualTo(Format.TEXT);
        assertThat(asking.get("/v1/gateway_ip" + query).format()).isEqualTo(Format.TEXT);
        assertThat(asking.get("/v1/automation_status/details" + query).format()).isEqualTo(Format.JSON);
        assertThat(asking.get("/v1/automation_features" + query).format()).isEqualTo(Format.JSON);
    }

    @Test
    void otherParametersAreIgnored() {
        assertThat(asking.get("/v1/gateway_ip?a=1&format=xml&b=%zz").format()).isEqualTo(Format.XML);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yaml",
                "text,json",
                "json%20",
                "json+",
                "%00",
                "%zz",
                "%",
                "%ff%fe",
                "j%C5%BFon",
                "text/plain",
                "null",
                "json&format=json",
                "&format=",
                "json&format=xml",
                "=json",
            })
    void anUnknownOrRepeatedFormatIsABadRequest(String value) {
        Exchange answer = asking.get("/v1/automation_status?format=" + value);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.bodyText())
                .isEqualTo("The format of /v1/automation_status is one of text, JSON, XML, given once.");
        assertThat(answer.reason()).matches("unknown-format; format=[!-~]*; offered=text,JSON,XML");
        assertThat(answer.format()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/automation_status/details", "/v1/automation_features"})
    void textWhereItIsNotOfferedIsABadRequestThatNamesWhatIs(String path) {
        Exchange answer = asking.get(path + "?format=text");

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.bodyText()).isEqualTo("The format of " + path + " is one of JSON, XML, given once.");
        assertThat(answer.reason()).isEqualTo("unknown-format; format=text; offered=JSON,XML");
    }

    @Test
    void aReasonStaysShortAndPrintable() {
        Exchange answer = asking.get("/v1/gateway_ip?format=" + "%0A%F0%9F%94%A5x".repeat(1_000));

        assertThat(answer.reason()).startsWith("unknown-format; format=??x??x").hasSizeLessThan(150);
        assertThat(answer.reason()).matches("[ -~]+");
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "get", "PROPFIND"})
    void anyOtherMethodIsNotAllowed(String method) {
        for (Operation operation : Operation.RACKCONNECT) {
            Exchange answer = asking.ask(method, operation.path());

            assertThat(answer.status()).isEqualTo(405);
            assertThat(answer.allow()).isEqualTo("GET, HEAD");
            assertThat(answer.reason()).isEqualTo("method-not-allowed; method=" + method);
            assertThat(answer.operation()).isEqualTo(operation);
        }
    }

    @ParameterizedTest
    @EnumSource
    void headIsAnsweredAsGet(Operation operation) {
        assertThat(asking.ask("HEAD", operation.path()))
                .usingRecursiveComparison()
                .comparingOnlyFields("status", "contentType", "body", "reason", "format")
                .isEqualTo(asking.ask("GET", operation.path()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/v1",
                "/v1/",
                "/v2/automation_status",
                "/v1/automation_status/",
                "/v1/automation_statuses",
                "/v1/Automation_Status",
                "//v1/automation_status",
                "/v1/automation_status/details/more",
                "/as/web1",
                "/as/web1/",
                "/as/web1/as/web1/v1/gateway_ip",
                "/v1/%61utomation_status",
            })
    void anyOtherPathIsNotFound(String path) {
        Exchange answer = asking.get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).isEqualTo("unknown-path; path=" + path);
        assertThat(answer.operation()).isNull();
        assertThat(answer.contentType()).isEqualTo("text/plain; charset=utf-8");
    }
}
