package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ApiRequestTest {
    private static final HeaderFields FIELDS =
            new HeaderFields("Accept", "a", "X-Forwarded-For", "10.1.1.1", "accept", "b", "ACCEPT", "c");

    @ParameterizedTest
    @CsvSource({
        ", -1, false, http://localhost",
        ", 80, false, http://localhost",
        "web, -1, true, https://web",
        "web, 0, false, http://web:0",
        "web, 8089, false, http://web:8089",
        "::1, 8089, true, https://[::1]:8089",
        ":, -1, false, http://[:]",
    })
    void theBaseUrlIsWhatWasAsked(@Nullable String host, int port, boolean tls, String url) {
        assertThat(request("/", host, port, tls, HeaderFields.NONE).baseUrl()).isEqualTo(url);
    }

    @Test
    void aQueryBeginsAtTheFirstQuestionMark() {
        assertThat(get("/a?b?c").path()).isEqualTo("/a");
        assertThat(get("/a?b?c").query()).isEqualTo("b?c");
        assertThat(get("/a?").query()).isEmpty();
        assertThat(get("/a").query()).isNull();
        assertThat(get("?a").path()).isEmpty();
        assertThat(get("?a").query()).isEqualTo("a");
    }

    @Test
    void aRequestIsAsItWasRead() {
        ApiRequest request = request("/a?b", "web", 1, false, FIELDS);

        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.target()).isEqualTo("/a?b");
        assertThat(request.fields()).isSameAs(FIELDS);
        assertThat(request.forwardedFor()).isEqualTo("10.1.1.1");
        assertThat(request.body()).containsExactly(1, 2, 3);
        assertThat(request.host()).isEqualTo("web");
    }

    @Test
    void itsWeightIsThatOfItsParts() {
        long empty = get("").weight();

        assertThat(empty).isEqualTo(400);
        assertThat(get("/abc").weight()).isEqualTo(empty + 8);
        assertThat(request("", null, -1, false, FIELDS).weight()).isEqualTo(empty + FIELDS.length() + 4 * 100 + 3);
    }

    @Test
    void fieldsAreFoundByNameInAnyCase() {
        assertThat(FIELDS.size()).isEqualTo(4);
        assertThat(FIELDS.name(1)).isEqualTo("X-Forwarded-For");
        assertThat(FIELDS.value(1)).isEqualTo("10.1.1.1");
        assertThat(FIELDS.first("aCCept")).isEqualTo("a");
        assertThat(FIELDS.first("x-forwarded-for")).isEqualTo("10.1.1.1");
        assertThat(FIELDS.first("10.1.1.1")).isNull();
        assertThat(FIELDS.all("Accept")).containsExactly("a", "b", "c");
        assertThat(FIELDS.all("b")).isEmpty();
        assertThat(FIELDS.combined("accept")).isEqualTo("a,b,c");
        assertThat(FIELDS.combined("x-forwarded-FOR")).isEqualTo("10.1.1.1");
        assertThat(FIELDS.combined("c")).isNull();
        assertThat(FIELDS.length())
                .isEqualTo("Accept".length() * 3 + 3 + "X-Forwarded-For".length() + "10.1.1.1".length());
        assertThat(HeaderFields.NONE.size()).isZero();
        assertThat(HeaderFields.NONE.length()).isZero();
    }

    private static ApiRequest get(String target) {
        return ApiRequest.get(target, Asking.address("10.1.1.1"));
    }

    private static ApiRequest request(
            String target, @Nullable String host, int port, boolean tls, HeaderFields fields) {
        byte[] body = {1, 2, 3};
        return new ApiRequest("GET", target, host, port, tls, Asking.address("10.1.1.1"), null, fields, body, false);
    }

    @Test
    void theTargetWithoutAServersNameKeepsItsQuery() {
        InetAddress peer = InetAddress.getLoopbackAddress();
        assertThat(ApiRequest.get("/as/web1/v1/gateway_ip?format=XML", peer).targetWithoutName())
                .isEqualTo("/v1/gateway_ip?format=XML");
        assertThat(ApiRequest.get("/as/web1/v1/gateway_ip", peer).targetWithoutName())
                .isEqualTo("/v1/gateway_ip");
    }
}
