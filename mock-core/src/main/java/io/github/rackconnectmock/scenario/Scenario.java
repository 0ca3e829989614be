package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What cloud servers there are and how each one's life goes. A scenario is always valid: its constructor checks
 * all of it.
 *
 * @param description for people, at most 10,000 characters; {@code null} for none
 * @param rateLimit how many requests each server may make; {@code null} for no limit
 * @param unknownSource what a caller gets that is no server of the scenario
 * @param seed what faults with a percentage are drawn from
 * @param servers at least one
 * @param incidents what happens to many servers; those earlier in the list come first
 * @param expectations what is expected of clients
 * @param account the account that the Cloud Servers API knows
 * @param metadataDelay how much later the Cloud Servers API tells what RackConnect has changed
 */
public record Scenario(
        @Nullable String description,
        @Nullable RateLimit rateLimit,
        UnknownSource unknownSource,
        long seed,
        List<CloudServer> servers,
        List<Incident> incidents,
        List<Expectation> expectations,
        Account account,
        Duration metadataDelay) {

    /**
     * Checks the whole scenario.
     *
     * @throws InvalidScenarioException if anything in it is wrong, with all mistakes, or the first hundred
     */
    public Scenario {
        servers = List.copyOf(servers);
        incidents = List.copyOf(incidents);
        expectations = List.copyOf(expectations);
        List<Problem> problems = ScenarioRules.problems(
                description, rateLimit, unknownSource, servers, incidents, expectations, account, metadataDelay);
        if (!problems.isEmpty()) {
            throw new InvalidScenarioException(problems);
        }
    }

    /** How many servers there are; each server of a burst counts. */
    public int serverCount() {
        return servers.stream().mapToInt(CloudServer::count).sum();
    }

    /**
     * The same scenario with further incidents, after its own.
     *
     * @throws InvalidScenarioException if two of them have one name
     */
    public Scenario with(List<Incident> further) {
        List<Incident> all = new ArrayList<>(incidents);
        all.addAll(further);
        return new Scenario(
                description, rateLimit, unknownSource, seed, servers, all, expectations, account, metadataDelay);
    }

    /** The name of an incident: its own, or {@code incident-N} by its place, from 1. */
    public String incidentName(int index) {
        String own = incidents.get(index).name();
        return own == null ? "incident-" + (index + 1) : own;
    }

    /** Begins a scenario with the documented rate limit and no server. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Something wrong with a scenario.
     *
     * @param path where, such as {@code servers[0].lifecycle[1].status}
     * @param message what is wrong and what would be right
     */
    public record Problem(String path, String message) {
        @Override
        public String toString() {
            return path.isEmpty() ? message : path + ": " + message;
        }
    }

    /** Builds a scenario; the words are those of the scenario files. Not for several threads at once. */
    public static final class Builder {
        private @Nullable String description;
        private @Nullable RateLimit rateLimit = RateLimit.DOCUMENTED;
        private UnknownSource unknownSource = UnknownSource.FORBIDDEN;
        private long seed;
        private final List<CloudServer> servers = new ArrayList<>();
        private final List<Incident> incidents = new ArrayList<>();
        private final List<Expectation> expectations = new ArrayList<>();
        private Account account = Account.DEFAULT;
        private Duration metadataDelay = Duration.ZERO;

        private Builder() {}

        public Builder description(String text) {
            this.description = text;
            return this;
        }

        /** How many requests each server may make; {@code null} for no limit. */
        public Builder rateLimit(@Nullable RateLimit limit) {
            this.rateLimit = limit;
            return this;
        }

        public Builder unknownSource(UnknownSource answer) {
            this.unknownSource = answer;
            return this;
        }

        /** What faults with a percentage are drawn from; 0 by default. */
        public Builder seed(long number) {
            this.seed = number;
            return this;
        }

        /** The account that the Cloud Servers API knows; {@link Account#DEFAULT} by default. */
        public Builder account(Account known) {
            this.account = known;
            return this;
        }

        /** How much later the Cloud Servers API tells what RackConnect has changed; not at all by default. */
        public Builder metadataDelay(Duration later) {
            this.metadataDelay = later;
            return this;
        }

        /** Adds a server. */
        public Builder server(CloudServer server) {
            servers.add(server);
            return this;
        }

        /** Adds a server. */
        public Builder server(CloudServer.Builder server) {
            return server(server.build());
        }

        /** Adds an incident. */
        public Builder incident(Incident incident) {
            incidents.add(incident);
            return this;
        }

        /** Adds an incident. */
        public Builder incident(Incident.Builder incident) {
            return incident(incident.build());
        }

        /** Adds what is expected of clients. */
        public Builder expect(Expectation expectation) {
            expectations.add(expectation);
            return this;
        }

        /**
         * The scenario as built so far, after all of it was checked.
         *
         * @throws InvalidScenarioException if anything in it is wrong, with all mistakes
         */
        public Scenario build() {
            return new Scenario(
                    description,
                    rateLimit,
                    unknownSource,
                    seed,
                    servers,
                    incidents,
                    expectations,
                    account,
                    metadataDelay);
        }
    }
}
