package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.report.TimelineView;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What changes, as Server-Sent Events. A client that takes nothing costs nothing: each piece is made when the one before is
 * with the client, from where that one ended.
 */
final class EventStream implements Supplier<ControlAnswer.Piece> {
    private static final long HEARTBEAT_NANOS = TimeUnit.SECONDS.toNanos(15);

    private final TimelineView view;
    private @Nullable String id;
    private long toldNanos = System.nanoTime();

    /** @param lastId the id of the last event that the client has; {@code null} for none */
    EventStream(TimelineView view, @Nullable String lastId) {
        this.view = view;
        this.id = lastId;
    }

    @Override
    public ControlAnswer.Piece get() {
        TimelineView.Changes changes = view.since(id);
        boolean first = id == null;
        id = changes.id();
        if (changes.news() || first) {
            toldNanos = System.nanoTime();
            String event =
                    "event: changes\nid: " + changes.id() + "\ndata: " + ControlApi.json(changes.fields()) + "\n\n";
            return new ControlAnswer.Piece(event, changes.more());
        }
        if (System.nanoTime() - toldNanos >= HEARTBEAT_NANOS) {
            toldNanos = System.nanoTime();
            return new ControlAnswer.Piece(":\n\n", false);
        }
        return new ControlAnswer.Piece("", false);
    }
}
