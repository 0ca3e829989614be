package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is documented, observed and inferred of the API, row by row. */
class WireFactsTest {
    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .scenario(Scenario.builder()
                    .server(CloudServer.named("web1")
                            .sourceIp("10.181.1.11")
                            .region(Region.DFW)
                            .status(AutomationStatus.DEPLOYING)
                            .gatewayIp(null)
                            .feature("ManageSoftwareFirewall", false)
                            .task("ConfigureNetworkStack", "PENDING")
                            .step(Step.after(Duration.ofSeconds(18))
                                    .name("gateway-ready")
                                    .gatewayIp("10.181.0.1")
                                    .task("ConfigureNetworkStack", "DEPLOYED"))
                            .step(Step.on("done").status(AutomationStatus.DEPLOYED))
                            .step(Step.on("broken").status(AutomationStatus.FAILED))
                            .step(Step.on("lost").status(AutomationStatus.UNPROCESSABLE)))
                    .build())
            .frozen(true)
            .start();
    private final URI base = mock.baseUri();

    @AfterEach
    void close() {
        mock.close();
    }

    private void deployed() {
        mock.clock().advance(Duration.ofSeconds(18));
        mock.server("web1").fire("done");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        v1/automation_status                          | text/plain; charset=utf-8 | DEPLOYED
        v1/automation_status?format=text              | text/plain; charset=utf-8 | DEPLOYED
        v1/automation_status?format=JSON              | application/json          | {"automation_status":"DEPLOYED"}
        v1/automation_status?format=XML               | application/xml           | <automation_status>DEPLOYED</automation_status>
        v1/automation_status/details                  | application/json          | {"automation_status":"DEPLOYED","automation_tasks":[{"name":"ConfigureNetworkStack","status":"DEPLOYED"}]}
        v1/automation_status/details?format=JSON      | application/json          | {"automation_status":"DEPLOYED","automation_tasks":[{"name":"ConfigureNetworkStack","status":"DEPLOYED"}]}
        v1/automation_status/details?format=XML       | application/xml           | <automation_status_details><automation_status>DEPLOYED</automation_status><automation_tasks><automation_task><name>ConfigureNetworkStack</name><status>DEPLOYED</status></automation_task></automation_tasks></automation_status_details>
        v1/gateway_ip                                 | text/plain; charset=utf-8 | 10.181.0.1
        v1/gateway_ip?format=text                     | text/plain; charset=utf-8 | 10.181.0.1
        v1/gateway_ip?format=JSON                     | application/json          | {"gateway_ip":"10.181.0.1"}
        v1/gateway_ip?format=XML                      | application/xml           | <gateway_ip>10.181.0.1</gateway_ip>
        v1/automation_features                        | application/json          | {"automation_features":[{"name":"ProvisionPublicIPAddress","is_enabled":true},{"name":"ConfigureNetworkStack","is_enabled":true},{"name":"ManageSoftwareFirewall","is_enabled":false}]}
        v1/automation_features?format=JSON            | application/json          | {"automation_features":[{"name":"ProvisionPublicIPAddress","is_enabled":true},{"name":"ConfigureNetworkStack","is_enabled":true},{"name":"ManageSoftwareFirewall","is_enabled":false}]}
        v1/automation_features?format=XML             | application/xml           | <automation_features><automation_feature><name>ProvisionPublicIPAddress</name><is_enabled>true</is_enabled></automation_feature><automation_feature><name>ConfigureNetworkStack</name><is_enabled>true</is_enabled></automation_feature><automation_feature><name>ManageSoftwareFirewall</name><is_enabled>false</is_enabled></automation_feature></automation_features>
        """)
    void everyOperationAnswersInEveryFormatItOffers(String target, String contentType, String body) throws IOException {
        deployed();

        Wire.Answer answer = Wire.get(base, target);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Content-Type")).isEqualTo(contentType);
        assertThat(answer.body()).isEqualTo(body);
        assertThat(answer.header("Content-Length")).isEqualTo(Integer.toString(body.length()));
        assertThat(answer.headers("Transfer-Encoding")).isEmpty();
        assertThat(answer.headers("X-RackConnect-Mock-Reason")).isEmpty();

        Wire.Answer head = Wire.send("HEAD", base, target);
        assertThat(head.status()).isEqualTo(200);
        assertThat(head.header("Content-Length")).isEqualTo(Integer.toString(body.length()));
    }

    @Test
    void everyStatusIsShown() throws IOException {
        assertThat(Wire.get(base, "v1/automation_status").body()).isEqualTo("DEPLOYING");
        deployed();
        assertThat(Wire.get(base, "v1/automation_status").body()).isEqualTo("DEPLOYED");
        mock.server("web1").fire("broken");
        assertThat(Wire.get(base, "v1/automation_status").body()).isEqualTo("FAILED");
        mock.server("web1").fire("lost");
        assertThat(Wire.get(base, "v1/automation_status").body()).isEqualTo("UNPROCESSABLE");
    }

    @Test
    void aHeadIsFollowedByNothingOnItsConnection() throws IOException {
        try (Socket socket = Wire.connect(base)) {
            Wire.send(socket, "HEAD", "/v1/automation_status");
            assertThat(Wire.send(socket, "GET", "/v1/automation_status").body()).isEqualTo("DEPLOYING");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"text", "TEXT", "Text"})
    void theFormatsCaseDoesNotMatterForText(String format) throws IOException {
        assertThat(Wire.get(base, "v1/automation_status?format=" + format).body())
                .isEqualTo("DEPLOYING");
    }

    @ParameterizedTest
    @ValueSource(strings = {"json", "JSON", "Json", "%4aSON"})
    void theFormatsCaseDoesNotMatterForJson(String format) throws IOException {
        assertThat(Wire.get(base, "v1/automation_status?format=" + format).body())
                .isEqualTo("{\"automation_status\":\"DEPLOYING\"}");
    }

    @ParameterizedTest
    @ValueSource(strings = {"?format=", "?format", "?", "?other=XML", "?&&"})
    void withoutAFormatTheDefaultAnswers(String query) throws IOException {
        assertThat(Wire.get(base, "v1/automation_status" + query).body()).isEqualTo("DEPLOYING");
    }

    @Test
    void theAcceptHeaderChoosesNothing() throws IOException {
        assertThat(Wire.get(base, "v1/automation_status", "Accept: application/json")
                        .body())
                .isEqualTo("DEPLOYING");
        assertThat(Wire.get(base, "v1/automation_status?format=XML", "Accept: application/json")
                        .header("Content-Type"))
                .isEqualTo("application/xml");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        v1/automation_status?format=yaml                 | text, JSON, XML
        v1/automation_status?format=JSON&format=JSON     | text, JSON, XML
        v1/automation_status?format=JSON&format=XML      | text, JSON, XML
        v1/automation_status?format=%zz                  | text, JSON, XML
        v1/automation_status?format=%                    | text, JSON, XML
        v1/automation_status?format=%00                  | text, JSON, XML
        v1/automation_status?format=+JSON                | text, JSON, XML
        v1/gateway_ip?format=html                        | text, JSON, XML
        v1/automation_status/details?format=text         | JSON, XML
        v1/automation_features?format=TEXT               | JSON, XML
        """)
    void anUnknownRepeatedOrGarbledFormatIsABadRequestThatNamesThoseOffered(String target, String offered)
            throws IOException {
        Wire.Answer answer = Wire.get(base, target);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.header("Content-Type")).isEqualTo("text/plain; charset=utf-8");
        assertThat(answer.body()).contains(offered);
        assertThat(answer.reason()).startsWith("unknown-format; format=");
        assertThat(Wire.get(base, "v1/automation_status").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "PROPFIND"})
    void onlyGetAndHeadAreAllowed(String method) throws IOException {
        for (String path : new String[] {
            "v1/automation_status", "v1/automation_status/details", "v1/gateway_ip", "v1/automation_features"
        }) {
            Wire.Answer answer = Wire.send(method, base, path, "Content-Length: 0");
            assertThat(answer.status()).as(path).isEqualTo(405);
            assertThat(answer.header("Allow")).isEqualTo("GET, HEAD");
            assertThat(answer.reason()).isEqualTo("method-not-allowed; method=" + method);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1",
                "v1/",
                "v1/automation_status/",
                "v1/Automation_Status",
                "v3/automation_status",
                "v1/gateway_ip/x",
                "automation_status",
                "v1/automation_status;x=y",
                "as/web1",
                "as/web1/",
                "as/web1/v1"
            })
    void anyOtherPathIsNotFound(String path) throws IOException {
        Wire.Answer answer = Wire.get(base, path);
        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.reason()).startsWith("unknown-path; path=/");
    }

    @Test
    void theGatewayIsNotFoundUntilItIsAssigned() throws IOException {
        for (String format : new String[] {"", "?format=text", "?format=JSON", "?format=XML"}) {
            Wire.Answer answer = Wire.get(base, "v1/gateway_ip" + format);
            assertThat(answer.status()).isEqualTo(404);
            assertThat(answer.reason()).isEqualTo("gateway-unassigned; next-step=gateway-ready after 18s");
        }
        mock.clock().advance(Duration.ofSeconds(18));
        assertThat(Wire.get(base, "v1/gateway_ip").body()).isEqualTo("10.181.0.1");
    }

    @Test
    void onlyTheReasonShowsThatItIsAMock() throws IOException {
        for (String target : new String[] {"v1/automation_status", "v1/gateway_ip", "v1/gateway_ip?format=x", "x"}) {
            assertThat(Wire.get(base, target).headers())
                    .allMatch(line -> line.matches("(Content-Type|Content-Length|Date|X-RackConnect-Mock-Reason): .*"));
        }
    }

    @Test
    void theDateIsTheMocks() throws IOException {
        mock.clock().advance(Duration.ofDays(100));
        ZonedDateTime date = ZonedDateTime.parse(
                Wire.get(base, "v1/automation_status").header("Date"), DateTimeFormatter.RFC_1123_DATE_TIME);
        assertThat(date.toInstant()).isEqualTo(mock.clock().instant().truncatedTo(ChronoUnit.SECONDS));

        // The first of a month has two digits in HTTP's form.
        ZonedDateTime now = mock.clock().instant().atZone(ZoneOffset.UTC);
        mock.clock().advance(Duration.between(now, now.plusMonths(1).withDayOfMonth(1)));
        assertThat(Wire.get(base, "v1/automation_status").header("Date")).matches("\\w{3}, 01 \\w{3} \\d{4} .* GMT");
    }
}
