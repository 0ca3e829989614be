package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.http.ChunkedDribbleDelay;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Response;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.http.Answer;
import io.github.rackconnectmock.internal.http.Transmission;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Turns WireMock's responses into answers of the front. */
final class Answers {
    private Answers() {}

    static Answer of(Response response) {
        List<String> fields = new ArrayList<>();
        for (HttpHeader header : response.getHeaders().all()) {
            // These would show that WireMock answers. The journal has what they say.
            if (!header.keyEquals("Matched-Stub-Id") && !header.keyEquals("Matched-Stub-Name")) {
                for (String value : header.values()) {
                    fields.add(header.key());
                    fields.add(value);
                }
            }
        }
        byte[] body = response.getBody();
        return new Answer(
                response.getStatus(),
                response.getStatusMessage(),
                new HeaderFields(fields.toArray(String[]::new)),
                body == null ? new byte[0] : body,
                transmission(response));
    }

    /** The fault in one word; {@code null} for none. */
    static @Nullable String fault(Response response) {
        return response.getFault() == null ? null : response.getFault().name().toLowerCase(Locale.ROOT);
    }

    /** Delays and faults, which the front plays. */
    static Transmission transmission(Response response) {
        Transmission transmission =
                Transmission.WHOLE.after(Duration.ofMillis(Math.max(0, response.getInitialDelay())));
        ChunkedDribbleDelay dribble = response.getChunkedDribbleDelay();
        if (dribble != null) {
            transmission = transmission.dribbled(
                    Math.max(1, dribble.getNumberOfChunks()),
                    Duration.ofMillis(Math.max(0, dribble.getTotalDuration())));
        }
        Fault fault = response.getFault();
        return fault == null ? transmission : transmission.ending(end(fault));
    }

    private static Transmission.End end(Fault fault) {
        return switch (fault) {
            case CONNECTION_RESET_BY_PEER -> Transmission.End.RESET;
            case EMPTY_RESPONSE -> Transmission.End.CLOSE;
            case MALFORMED_RESPONSE_CHUNK -> Transmission.End.MALFORMED_CHUNK;
            case RANDOM_DATA_THEN_CLOSE -> Transmission.End.GARBAGE;
        };
    }
}
