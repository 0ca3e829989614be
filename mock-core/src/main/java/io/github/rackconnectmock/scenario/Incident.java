package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Something that goes wrong for many servers at one time, such as an outage. It stands in front of the API: what it makes up
 * itself uses up no rate limit. Immutable.
 *
 * @param name unique in the scenario; {@code null} for {@code incident-N}
 * @param after how long after the scenario's start it begins; {@code null} for not by time
 * @param on the signal that begins it; {@code null} for none
 * @param lasts how long it lasts; {@code null} for until a signal, or for ever
 * @param until the signal that ends it; {@code null} for none
 * @param every after how long it begins again, longer than it lasts; {@code null} for once
 * @param regions whose hosts, and whose servers at other addresses, it hits; empty for all
 * @param servers the names of the servers that it hits, with {@code *} for any characters; empty for all, strangers too
 * @param faults what goes wrong; at least one
 */
public record Incident(
        @Nullable String name,
        @Nullable Duration after,
        @Nullable String on,
        @Nullable Duration lasts,
        @Nullable String until,
        @Nullable Duration every,
        Set<Region> regions,
        List<String> servers,
        List<Fault> faults) {

    public Incident {
        regions = Set.copyOf(regions);
        servers = List.copyOf(servers);
        faults = List.copyOf(faults);
    }

    /** Begins an incident of this name. It still needs a begin and a fault. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** Begins an incident without a name of its own. */
    public static Builder unnamed() {
        return new Builder(null);
    }

    /** Whether a server's name is one of those that a pattern means. */
    static boolean matches(String pattern, String name) {
        // Each star takes as little as it can: the rest then has the most left.
        String[] parts = pattern.split("\\*", -1);
        if (parts.length == 1) {
            return pattern.equals(name);
        }
        String last = parts[parts.length - 1];
        int end = name.length() - last.length();
        if (!name.startsWith(parts[0]) || !name.endsWith(last) || end < parts[0].length()) {
            return false;
        }
        int at = parts[0].length();
        for (int i = 1; i < parts.length - 1; i++) {
            int found = name.indexOf(parts[i], at);
            if (found < 0 || found + parts[i].length() > end) {
                return false;
            }
            at = found + parts[i].length();
        }
        return true;
    }

    /** Whether it hits the server of this name, as far as names tell. */
    public boolean hitsServer(String server) {
        return servers.isEmpty() || servers.stream().anyMatch(pattern -> matches(pattern, server));
    }

    /** Builds an incident; the words are those of the scenario files. Not for several threads at once. */
    public static final class Builder {
        private final @Nullable String name;
        private @Nullable Duration after;
        private @Nullable String on;
        private @Nullable Duration lasts;
        private @Nullable String until;
        private @Nullable Duration every;
        private final Set<Region> regions = EnumSet.noneOf(Region.class);
        private final List<String> servers = new ArrayList<>();
        private final List<Fault> faults = new ArrayList<>();

        private Builder(@Nullable String name) {
            this.name = name;
        }

        /** Begins so long after the scenario's start. */
        public Builder after(Duration time) {
            this.after = time;
            return this;
        }

        /** Begins with this signal, and again once it is over. */
        public Builder on(String signal) {
            this.on = signal;
            return this;
        }

        /** Lasts so long. */
        public Builder lasts(Duration time) {
            this.lasts = time;
            return this;
        }

        /** Ends with this signal. */
        public Builder until(String signal) {
            this.until = signal;
            return this;
        }

        /** Begins again after so long, from begin to begin. */
        public Builder every(Duration time) {
            this.every = time;
            return this;
        }

        /** Hits this region. May be called several times. */
        public Builder region(Region region) {
            regions.add(region);
            return this;
        }

        /** Hits the servers of this name, with {@code *} for any characters. May be called several times. */
        public Builder servers(String pattern) {
            servers.add(pattern);
            return this;
        }

        /** Adds a fault. */
        public Builder fault(Fault fault) {
            faults.add(fault);
            return this;
        }

        /** The incident as built so far. The scenario checks it. */
        public Incident build() {
            return new Incident(name, after, on, lasts, until, every, regions, servers, faults);
        }
    }
}
