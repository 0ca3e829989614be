package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.scenario.Rule;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that only a mistake of the client's explains. Guarded by the journal's lock. */
final class UnexpectedRequests {
    private static final int HELD = 100;
    private static final int LOCATIONS_HELD = 16;

    private final List<Exchange> first = new ArrayList<>(0);
    private final ArrayDeque<String> locations = new ArrayDeque<>(0);
    private final long mostBytes;
    private long bytes;
    private long count;

    /**
     * No requests yet.
     *
     * @param mostBytes about how many bytes of memory those that are held take at most, if there is more than one
     */
    UnexpectedRequests(long mostBytes) {
        this.mostBytes = mostBytes;
    }

    void add(Exchange exchange) {
        if (exchange.location() != null) {
            remember(exchange.location());
        }
        Rule rule = exchange.rule();
        if (rule == null || !rule.isMistake() || isExcused(rule, exchange)) {
            return;
        }
        exchange.unexpected();
        count++;
        long weight = exchange.weight();
        // The first is held in any case, so that there is one to show.
        if (first.isEmpty() || (first.size() < HELD && bytes + weight <= mostBytes)) {
            first.add(exchange);
            bytes += weight;
        }
    }

    /** A client follows the locations that it was given; and a server that the scenario makes unknown still asks. */
    private boolean isExcused(Rule rule, Exchange exchange) {
        return (rule == Rule.UNKNOWN_PATH
                        && locations.contains(exchange.request().target()))
                || (rule == Rule.UNKNOWN_SOURCE && exchange.server() != null);
    }

    private void remember(String location) {
        String target = target(location);
        if (target != null && !locations.contains(target)) {
            if (locations.size() == LOCATIONS_HELD) {
                locations.removeFirst();
            }
            locations.addLast(target);
        }
    }

    /** Path and query of a location; {@code null} if it is relative to another path. */
    private static @Nullable String target(String location) {
        int scheme = location.indexOf("://");
        if (scheme < 0) {
            return location.startsWith("/") ? location : null;
        }
        int path = location.indexOf('/', scheme + "://".length());
        return path < 0 ? "/" : location.substring(path);
    }

    long count() {
        return count;
    }

    List<Exchange> first() {
        return List.copyOf(first);
    }

    void forget() {
        first.clear();
        bytes = 0;
        locations.clear();
        count = 0;
    }
}
