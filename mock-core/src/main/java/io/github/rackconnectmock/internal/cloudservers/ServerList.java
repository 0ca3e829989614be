package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.simulation.CloudView;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Which servers a list has: filters and paging as OpenStack has them.
 *
 * @param name a part of the name; {@code null} for any
 * @param status the server's own status; {@code null} for any
 * @param marker the id of the last server of the page before; {@code null} for the first page
 * @param limit the most servers of a page
 * @param mistake what is wrong with the query; {@code null} for nothing
 */
record ServerList(
        @Nullable String name,
        @Nullable String status,
        @Nullable String marker,
        int limit,
        @Nullable String mistake) {
    static final int MOST = 1_000;

    /** A server and how it is told. */
    record Entry(ServerLife server, CloudView view) {}

    /**
     * The servers of a page.
     *
     * @param hasMore whether there are further ones
     */
    record Page(List<Entry> servers, boolean hasMore) {}

    static ServerList of(@Nullable String query) {
        Map<String, String> values = values(query);
        String limit = values.get("limit");
        int most = MOST;
        String mistake = null;
        if (limit != null) {
            if (limit.matches("[0-9]{1,9}")) {
                most = Math.min(MOST, Integer.parseInt(limit));
            } else {
                mistake = "limit must be a number that isn't negative.";
            }
        }
        return new ServerList(values.get("name"), values.get("status"), values.get("marker"), most, mistake);
    }

    private static Map<String, String> values(@Nullable String query) {
        Map<String, String> values = new HashMap<>();
        for (String pair : query == null ? new String[0] : query.split("&", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                values.putIfAbsent(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
            }
        }
        return values;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return text;
        }
    }

    /** The page of all servers that is asked for; empty if there is no server with the marker. */
    Optional<Page> page(List<Entry> all, CloudDocuments documents) {
        int first = 0;
        if (marker != null) {
            while (first < all.size() && !all.get(first).server().id().equalsIgnoreCase(marker)) {
                first++;
            }
            if (first == all.size()) {
                return Optional.empty();
            }
            first++;
        }
        List<Entry> matching = all.subList(first, all.size()).stream()
                .filter(entry -> name == null || entry.server().name().contains(name))
                .filter(entry ->
                        status == null || documents.status(entry.view()).equals(status.toUpperCase(Locale.ROOT)))
                .limit(limit + 1L)
                .toList();
        boolean hasMore = limit > 0 && matching.size() > limit;
        return Optional.of(new Page(matching.subList(0, Math.min(limit, matching.size())), hasMore));
    }
}
