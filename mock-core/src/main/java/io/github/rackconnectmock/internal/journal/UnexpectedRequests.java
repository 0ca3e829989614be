package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.scenario.Rule;
import java.net.URI;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The requests that only a mistake of the client's explains. Guarded by the journal's lock. */
final class UnexpectedRequests {
    private static final int HELD = 100;
    private static final int LOCATIONS_HELD = 16;

    private final List<Exchange> first = new ArrayList<>(0);
    private final ArrayDeque<Given> locations = new ArrayDeque<>(0);
    private final long mostBytes;
    private long bytes;
    private long count;

    /**
     * Where a client was sent by a {@code Location}.
     *
     * @param host the host that it names, without a port; {@code null} for that of the request
     * @param target path and query
     */
    private record Given(@Nullable String host, String target) {}

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
            remember(given(exchange.request(), exchange.location()));
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
        ApiRequest request = exchange.request();
        return switch (rule) {
            case UNKNOWN_SOURCE -> exchange.server() != null;
            case UNKNOWN_PATH, UNKNOWN_FORMAT ->
                locations.stream().anyMatch(given -> given.target().equals(request.target()));
            case WRONG_REGION ->
                locations.stream()
                        .anyMatch(given -> given.target().equals(request.target())
                                && given.host() != null
                                && given.host().equalsIgnoreCase(request.host()));
            default -> false;
        };
    }

    private void remember(Given given) {
        if (!locations.contains(given)) {
            if (locations.size() == LOCATIONS_HELD) {
                locations.removeFirst();
            }
            locations.addLast(given);
        }
    }

    /** Where a client goes from a request: a location may be relative, and what is behind a # isn't sent. */
    private static Given given(ApiRequest from, String location) {
        try {
            // Of a query alone, the JDK would make one for the folder.
            URI to = URI.create(location.startsWith("?") ? from.path() + location : location);
            URI there = URI.create(from.baseUrl() + from.path()).resolve(to).normalize();
            String path = there.getRawPath() == null || there.getRawPath().isEmpty() ? "/" : there.getRawPath();
            String query = there.getRawQuery();
            return new Given(to.getHost(), query == null ? path : path + "?" + query);
        } catch (IllegalArgumentException notOne) {
            return new Given(null, location);
        }
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
