package io.github.rackconnectmock.internal.http;

import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.Opening;
import io.github.rackconnectmock.internal.api.SaidAnswer;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An answer that isn't the API's: of the control API, of WireMock, or of the front itself.
 *
 * @param status the HTTP status
 * @param phrase the reason phrase; {@code null} for the usual one
 * @param fields the header fields, without those of the connection, {@code Date} and {@code Content-Length}
 * @param body the body; not to be changed
 * @param transmission how it is sent
 */
// Never compared; the array is never changed.
@SuppressWarnings("ArrayRecordComponent")
public record Answer(int status, @Nullable String phrase, HeaderFields fields, byte[] body, Transmission transmission) {
    public static final String REASON = "X-RackConnect-Mock-Reason";
    static final String TEXT = "text/plain; charset=utf-8";

    /** A sentence and its reason. */
    public static Answer sentence(int status, String text, String reason) {
        return new Answer(
                status,
                null,
                new HeaderFields("Content-Type", TEXT, REASON, reason),
                text.getBytes(StandardCharsets.UTF_8),
                Transmission.WHOLE);
    }

    /** What a fault has sent instead of a tunnel. */
    static Answer of(Opening opening, AppliedFault fault) {
        SaidAnswer said = opening.answer();
        return said == null
                ? new Answer(0, null, HeaderFields.NONE, new byte[0], Transmission.of(fault.effect(), fault.delay()))
                : new Answer(
                        said.status(),
                        null,
                        new HeaderFields("Content-Type", said.contentType(), REASON, opening.reason())
                                .and(said.fields()),
                        said.body(),
                        Transmission.WHOLE.after(fault.delay()));
    }

    /** The status and the reason, for people. */
    @Override
    public String toString() {
        String reason = fields.first(REASON);
        return reason == null ? Integer.toString(status) : status + " (" + reason + ")";
    }
}
