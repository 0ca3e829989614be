package io.github.rackconnectmock.internal.http;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * How many bytes all connections of a front hold together: unfinished heads and bodies, requests that wait, answers that
 * clients don't take. Beyond the limit, those that hold most are closed, since memory for one is taken from all. Used on the event
 * loop only.
 */
final class ByteBudget {
    private final long limit;
    private final Set<HttpConnection> connections;
    private long used;

    ByteBudget(long limit, Set<HttpConnection> connections) {
        this.limit = limit;
        this.connections = connections;
    }

    /** Says that a connection holds so much more, or less. */
    void change(long bytes) {
        used += bytes;
        if (bytes > 0 && used > limit) {
            closeLargest();
        }
    }

    /** Many at once, so that a crowd costs one look at all connections, and not one for each. */
    private void closeLargest() {
        List<HttpConnection> largestFirst = new ArrayList<>(connections);
        largestFirst.sort(Comparator.comparingLong(HttpConnection::held).reversed());
        for (HttpConnection connection : largestFirst) {
            if (used <= limit / 4 * 3) {
                return;
            }
            connection.drop();
        }
    }
}
