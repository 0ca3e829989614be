package io.github.rackconnectmock;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request's line says, and what it never does to a terminal. */
class RecordedRequestTest {
    private static RecordedRequest request(
            @Nullable String server,
            String target,
            int status,
            @Nullable String reason,
            @Nullable String body,
            RecordedRequest.Outcome outcome) {
        return new RecordedRequest(
                1,
                Instant.EPOCH,
                "10.1.1.1",
                server,
                null,
                "GET",
                target,
                null,
                null,
                Integer.toString(status),
                status,
                reason,
                null,
                body,
                null,
                null,
                outcome,
                Instant.EPOCH,
                Duration.ofMillis(300),
                null,
                false);
    }

    @Test
    void aLineHasTheReason() {
        assertThat(request(null, "/v1/gateway_ip?format=text", 404, "why", null, RecordedRequest.Outcome.DELIVERED))
                .hasToString("1970-01-01T00:00:00.000Z 10.1.1.1 GET /v1/gateway_ip?format=text -> 404 (why)");
    }

    @Test
    void aLineHasTheServerAndTheBodyOfAGoodAnswer() {
        assertThat(request("web1", "/v1/automation_status", 200, null, "DEPLOYED", RecordedRequest.Outcome.PENDING))
                .hasToString("1970-01-01T00:00:00.000Z web1 GET /v1/automation_status -> 200 DEPLOYED");
    }

    @Test
    void aLineSaysThatTheAnswerWasAbandoned() {
        assertThat(request("web1", "/x", 404, "why", null, RecordedRequest.Outcome.ABANDONED)
                        .exchange())
                .isEqualTo("GET /x -> 404 (why) abandoned after 300ms");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"\u001b[2J", "\u0080", "\u009b2J", "\u2028", "\u202e", "\u200f", "\r\n", "\ufeff", "\ue000"})
    void aLineMovesNoCursor(String hostile) {
        String line = request(hostile, "/" + hostile, 200, hostile, hostile, RecordedRequest.Outcome.PENDING)
                .toString();

        assertThat(line).matches("[ -~]*").contains("\\u" + String.format("%04X", (int) hostile.charAt(0)));
    }

    @Test
    void aLineShowsWhatPeopleWrite() {
        assertThat(request("wéb-日本", "/", 200, null, "ok", RecordedRequest.Outcome.PENDING)
                        .toString())
                .contains(" wéb-日本 ");
    }
}
