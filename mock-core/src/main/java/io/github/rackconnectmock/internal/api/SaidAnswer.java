package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An answer that a scenario says, as it is sent.
 *
 * @param status the HTTP status
 * @param contentType the media type of the body
 * @param fields the header fields that the scenario says
 * @param body the body; not to be changed
 */
// Never compared; the array is never changed.
@SuppressWarnings("ArrayRecordComponent")
public record SaidAnswer(int status, String contentType, HeaderFields fields, byte[] body) {
    private static final byte[] NO_BODY = {};
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;
    private static final int FORBIDDEN = 403;

    /**
     * An answer of its own.
     *
     * @param text the body of an answer that says none
     * @param now the mock's time of the answer
     * @param end when the cause ends; {@code null} where that isn't known
     */
    static SaidAnswer of(FaultEffect.Answer said, String text, Instant now, @Nullable Instant end, MovableClock clock) {
        Integer code = said.status();
        String content = said.body() == null ? text : said.body();
        boolean hasBody = code == null || (code != NO_CONTENT && code != NOT_MODIFIED);
        return new SaidAnswer(
                code == null ? FORBIDDEN : code,
                said.contentType() == null ? Format.TEXT.contentType() : said.contentType(),
                fields(said, now, end, clock),
                hasBody ? content.getBytes(StandardCharsets.UTF_8) : NO_BODY);
    }

    /** The header fields that it says. */
    static HeaderFields fields(FaultEffect.Answer said, Instant now, @Nullable Instant end, MovableClock clock) {
        List<String> all = new ArrayList<>();
        if (said.retryAfter() != null) {
            all.add("Retry-After");
            all.add(Long.toString(RetryAfterField.seconds(said.retryAfter(), now, end, clock)));
        }
        said.headers()
                .forEach((name, values) -> values.forEach(value -> {
                    all.add(name);
                    all.add(value);
                }));
        return new HeaderFields(all.toArray(String[]::new));
    }
}
