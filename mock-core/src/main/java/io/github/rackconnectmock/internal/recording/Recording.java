package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Turns what was seen into a scenario that shows the same. The scenario begins with the first request. A change lies between
 * two looks; it is put in the middle of what is known of it, at a round time. What was so at the end stays so.
 */
public final class Recording {
    /** An answer that takes longer is late. */
    public static final Duration SLOW = Duration.ofSeconds(1);

    /** How long the real API refuses at most (documented). */
    private static final Duration WINDOW = Duration.ofMinutes(1);

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int MOST_STEPS = 10_000;
    private static final int MOST_INCIDENTS = 1_000;
    private static final int MOST_NAMES = 100;

    private static final String STATUS = "status";
    private static final String GATEWAY = "gateway";
    private static final String FEATURES = "features";
    private static final String TASKS = "tasks";
    private static final String KNOWN = "known";

    private final Instant zero;
    private final DocumentationAddresses addresses;
    private final Troubles troubles;
    private final List<String> notes = new ArrayList<>();
    private @Nullable Integer unknownStatus;

    /**
     * What came of a recording.
     *
     * @param notes what the scenario can't say; a line for each
     */
    public record Recorded(Scenario scenario, List<String> notes) {}

    /**
     * What is said of the servers besides their answers.
     *
     * @param addresses the address of each server by its name, as far as they are known
     * @param region the region that they are in; {@code null} for none
     * @param keepsAddresses whether the scenario has the addresses that were seen, not those for documentation
     */
    public record Setup(
            Map<String, String> addresses, @Nullable Region region, boolean keepsAddresses) {}

    private Recording(Instant zero, Setup setup) {
        this.zero = zero;
        this.addresses = new DocumentationAddresses(setup.keepsAddresses());
        this.troubles = new Troubles(SLOW, addresses::in);
    }

    /** Whether an answer is the API's own, and says that the server is known. */
    public static boolean isRight(Observation.Seen seen) {
        return !(seen instanceof Observation.Trouble)
                && !(seen instanceof Observation.Limited)
                && !seen.equals(new Observation.Gateway(null));
    }

    /**
     * The scenario of what was seen.
     *
     * @param observations in any order
     * @return empty if there was no right answer
     * @throws IllegalArgumentException if more than ten years lie between the first and the last
     */
    public static Optional<Recorded> of(List<Observation> observations, Setup setup) {
        List<Observation> sorted = new ArrayList<>(observations);
        sorted.sort(Comparator.comparing(Observation::asked));
        if (sorted.stream().noneMatch(each -> isRight(each.seen()))) {
            return Optional.empty();
        }
        Instant first = sorted.get(0).asked();
        Instant last = sorted.get(sorted.size() - 1).asked();
        if (Duration.between(first, last).compareTo(Durations.LONGEST) > 0) {
            throw new IllegalArgumentException("more than ten years lie between its first and its last request");
        }
        return Optional.of(new Recording(first, setup).scenario(sorted, setup));
    }

    private Recorded scenario(List<Observation> sorted, Setup setup) {
        Map<String, List<Observation>> byServer = new LinkedHashMap<>();
        for (Observation each : sorted) {
            byServer.computeIfAbsent(each.server(), server -> new ArrayList<>()).add(each);
        }
        Scenario.Builder scenario = Scenario.builder()
                .description("Recorded: " + sorted.size() + (sorted.size() == 1 ? " request" : " requests") + " in "
                        + Durations.format(Duration.ofMillis(
                                millis(sorted.get(sorted.size() - 1).asked()))));
        Set<InetAddress> taken = new HashSet<>();
        byServer.forEach((server, seen) -> {
            if (seen.stream().anyMatch(each -> isRight(each.seen()))) {
                scenario.server(server(server, seen, sourceIp(server, setup, taken), setup.region()));
            } else {
                notes.add(server + " is left out: it got no right answer");
            }
        });
        if (unknownStatus != null && unknownStatus != FORBIDDEN) {
            scenario.unknownSource(UnknownSource.status(unknownStatus));
        }
        List<Incident> incidents = troubles.incidents();
        incidents.stream().limit(MOST_INCIDENTS).forEach(scenario::incident);
        if (incidents.size() > MOST_INCIDENTS) {
            notes.add((incidents.size() - MOST_INCIDENTS) + " incidents are left out: a scenario has at most "
                    + MOST_INCIDENTS);
        }
        return new Recorded(scenario.build(), List.copyOf(notes));
    }

    /** A loopback address says who asked, not who the server is; and several servers may ask from one address. */
    private String sourceIp(String server, Setup setup, Set<InetAddress> taken) {
        String known = setup.addresses().get(server);
        Optional<InetAddress> address = known == null ? Optional.empty() : IpLiteral.parse(known);
        return known == null || address.isEmpty() || address.get().isLoopbackAddress() || !taken.add(address.get())
                ? addresses.another()
                : addresses.of(known);
    }

    private long millis(Instant time) {
        return Duration.between(zero, time).toMillis();
    }

    private CloudServer server(String name, List<Observation> all, String sourceIp, @Nullable Region region) {
        List<Observation> seen = withoutLimits(withoutAmbiguity(all));
        int unknown = unknownUntil(seen);
        LifeChanges<String> changes = new LifeChanges<>();
        Life life = new Life(changes, followsFeatures(seen));
        for (int i = 0; i < seen.size(); i++) {
            Observation each = seen.get(i);
            long at = millis(each.asked());
            if (i < unknown) {
                life.known.is(false, at);
                troubles.addUnknown(each, at);
            } else {
                life.see(each, at);
                troubles.add(each, at);
            }
        }
        CloudServer.Builder server = CloudServer.named(name).sourceIp(sourceIp).region(region);
        life.begin(server);
        long before = 0;
        int steps = 0;
        Set<String> names = new HashSet<>(Set.of("start"));
        for (LifeChanges.Moment<String> moment : changes.moments()) {
            Step step = life.step(moment, Duration.ofMillis(moment.at() - before), names);
            if (step != null && steps == MOST_STEPS) {
                notes.add("what " + name + " did after " + Durations.format(Duration.ofMillis(before))
                        + " is left out: a life has at most 10,000 steps");
                break;
            }
            if (step != null) {
                server.step(step);
                before = moment.at();
                steps++;
            }
        }
        return server.build();
    }

    /**
     * A gateway that isn't assigned and a server that the API doesn't know may both be 404: it is the latter where every other
     * operation, as far as it was asked, answered 404 at the time nearest to it.
     */
    private static List<Observation> withoutAmbiguity(List<Observation> all) {
        Map<Operation, NavigableMap<Instant, Observation>> others = new EnumMap<>(Operation.class);
        for (Observation each : all) {
            if (each.operation() != Operation.GATEWAY_IP && !(each.seen() instanceof Observation.Limited)) {
                others.computeIfAbsent(each.operation(), operation -> new TreeMap<>())
                        .put(each.asked(), each);
            }
        }
        return all.stream().map(each -> withoutAmbiguity(each, others.values())).toList();
    }

    private static Observation withoutAmbiguity(
            Observation gateway, Collection<NavigableMap<Instant, Observation>> others) {
        if (!gateway.seen().equals(new Observation.Gateway(null))) {
            return gateway;
        }
        Observation meant = gateway;
        for (NavigableMap<Instant, Observation> looks : others) {
            Observation.Seen nearest = nearest(looks, gateway.asked()).seen();
            if (!(nearest instanceof Observation.Trouble trouble) || trouble.status() != NOT_FOUND) {
                return gateway;
            }
            meant = new Observation(
                    gateway.server(), gateway.operation(), gateway.asked(), gateway.answered(), nearest);
        }
        return meant;
    }

    private static Observation nearest(NavigableMap<Instant, Observation> looks, Instant time) {
        Map.Entry<Instant, Observation> before = looks.floorEntry(time);
        Map.Entry<Instant, Observation> after = looks.ceilingEntry(time);
        if (before == null || after == null) {
            return Objects.requireNonNull(before == null ? after : before).getValue();
        }
        boolean isAfterNearer =
                Duration.between(time, after.getKey()).compareTo(Duration.between(before.getKey(), time)) < 0;
        return (isAfterNearer ? after : before).getValue();
    }

    /**
     * What a refusal by the rate limit hides isn't seen. After the first right answer, 403 for less than a minute is such a
     * refusal, whatever it says.
     */
    private static List<Observation> withoutLimits(List<Observation> all) {
        Set<Observation> limits = new HashSet<>();
        for (Operation operation : Operation.RACKCONNECT) {
            boolean isKnown = false;
            List<Observation> run = new ArrayList<>();
            for (Observation each : all) {
                boolean isForbidden =
                        isKnown && each.seen() instanceof Observation.Trouble trouble && trouble.status() == FORBIDDEN;
                isKnown |= isRight(each.seen());
                if (each.operation() != operation || each.seen() instanceof Observation.Limited) {
                    continue;
                }
                if (isForbidden) {
                    run.add(each);
                } else {
                    addIfShort(run, limits);
                    run.clear();
                }
            }
            addIfShort(run, limits);
        }
        return all.stream()
                .filter(each -> !(each.seen() instanceof Observation.Limited) && !limits.contains(each))
                .toList();
    }

    private static void addIfShort(List<Observation> run, Set<Observation> limits) {
        if (!run.isEmpty()
                && Duration.between(run.get(0).asked(), run.get(run.size() - 1).asked())
                                .compareTo(WINDOW)
                        < 0) {
            limits.addAll(run);
        }
    }

    /**
     * How many looks at the beginning say that the server isn't known yet: they all have the same status of a client's
     * mistake, and no operation goes on with it.
     */
    private int unknownUntil(List<Observation> seen) {
        int count = 0;
        int status = -1;
        while (count < seen.size() && !isRight(seen.get(count).seen())) {
            Observation.Seen each = seen.get(count).seen();
            int own = each instanceof Observation.Trouble trouble ? trouble.status() : NOT_FOUND;
            if (own < 400 || own > 499 || (status >= 0 && own != status)) {
                return 0;
            }
            status = own;
            count++;
        }
        boolean isOfGatewayOnly =
                seen.subList(0, count).stream().allMatch(each -> each.operation() == Operation.GATEWAY_IP);
        if (isOfGatewayOnly || (unknownStatus != null && unknownStatus != status)) {
            return 0;
        }
        Set<Operation> next = new HashSet<>();
        for (Observation each : seen.subList(count, seen.size())) {
            if (next.add(each.operation())
                    && each.seen() instanceof Observation.Trouble trouble
                    && trouble.status() == status) {
                return 0;
            }
        }
        unknownStatus = status;
        return count;
    }

    /** Whether the tasks are always those that a scenario has without saying any: the enabled features, with the status. */
    private static boolean followsFeatures(List<Observation> seen) {
        Set<String> enabled = null;
        for (Observation each : seen) {
            if (each.seen() instanceof Observation.Features features) {
                enabled = enabled(features.features());
                break;
            }
        }
        enabled = enabled == null ? enabled(CloudServer.DEFAULT_FEATURES) : enabled;
        for (Observation each : seen) {
            if (each.seen() instanceof Observation.Features features) {
                enabled = enabled(features.features());
            } else if (each.seen() instanceof Observation.Details details
                    && !(details.tasks().keySet().equals(enabled)
                            && details.tasks().values().stream()
                                    .allMatch(details.status().name()::equals))) {
                return false;
            }
        }
        return true;
    }

    private static Set<String> enabled(Map<String, Boolean> features) {
        Set<String> enabled = new HashSet<>();
        features.forEach((feature, isEnabled) -> {
            if (isEnabled) {
                enabled.add(feature);
            }
        });
        return enabled;
    }

    /** The life of one server, as far as it was seen. */
    private final class Life {
        private final LifeChanges<String>.Watched status;
        private final LifeChanges<String>.Watched gateway;
        private final LifeChanges<String>.Watched features;
        private final LifeChanges<String>.Watched tasks;
        private final LifeChanges<String>.Watched known;
        private final boolean followsFeatures;
        private final Set<String> names = new LinkedHashSet<>();
        private Map<String, ?> featuresBefore = Map.of();
        private Map<String, ?> tasksBefore = Map.of();

        Life(LifeChanges<String> changes, boolean followsFeatures) {
            this.followsFeatures = followsFeatures;
            status = changes.watch(STATUS);
            gateway = changes.watch(GATEWAY);
            features = changes.watch(FEATURES);
            tasks = changes.watch(TASKS);
            known = changes.watch(KNOWN);
        }

        void see(Observation observation, long at) {
            if (observation.seen() instanceof Observation.Trouble) {
                return;
            }
            known.is(true, at);
            if (observation.seen() instanceof Observation.Status seen) {
                status.is(seen.status(), at);
            } else if (observation.seen() instanceof Observation.Details seen) {
                status.is(seen.status(), at);
                tasks.is(few(TASKS, seen.tasks()), at);
            } else if (observation.seen() instanceof Observation.Gateway seen) {
                gateway.is(Optional.ofNullable(seen.ip()).map(addresses::of), at);
            } else if (observation.seen() instanceof Observation.Features seen) {
                Map<String, Boolean> all = new LinkedHashMap<>(seen.features());
                CloudServer.DEFAULT_FEATURES.keySet().forEach(usual -> {
                    if (all.putIfAbsent(usual, false) == null && names.add("without " + usual)) {
                        notes.add(observation.server() + " has no feature " + usual
                                + "; a scenario always has it, so it is off there");
                    }
                });
                features.is(few(FEATURES, all), at);
            }
        }

        /** As many of them as a life can have; their names are checked one by one already. */
        private <T> Map<String, T> few(String what, Map<String, T> all) {
            Map<String, T> few = new LinkedHashMap<>();
            all.forEach((name, value) -> {
                String own = what + " " + name;
                boolean isNew = !names.contains(own);
                long count = names.stream()
                        .filter(each -> each.startsWith(what + " "))
                        .count();
                if (!isNew || count < MOST_NAMES) {
                    names.add(own);
                    few.put(name, value);
                } else if (names.add("more " + what)) {
                    notes.add("further " + what + " are left out: a life has at most " + MOST_NAMES);
                }
            });
            return few;
        }

        void begin(CloudServer.Builder server) {
            if (known.first() instanceof Boolean isKnown) {
                server.known(isKnown);
            }
            if (status.first() instanceof AutomationStatus first) {
                server.status(first);
            }
            if (gateway.first() instanceof Optional<?> first) {
                server.gatewayIp((String) first.orElse(null));
            }
            if (features.first() instanceof Map<?, ?> first) {
                first.forEach((feature, isOn) -> server.feature((String) feature, (Boolean) isOn));
                featuresBefore = copy(first);
            }
            if (!followsFeatures && tasks.first() instanceof Map<?, ?> first) {
                server.noTasks();
                first.forEach((task, value) -> server.task((String) task, (String) value));
                tasksBefore = copy(first);
            }
        }

        /** The step in which this changes; {@code null} where that says nothing new. */
        @Nullable
        Step step(LifeChanges.Moment<String> moment, Duration after, Set<String> taken) {
            Step plain = Step.after(after);
            Step step = plain;
            String name = "";
            for (LifeChanges.Change<String> change : moment.changes()) {
                if (change.value() instanceof AutomationStatus now) {
                    step = step.status(now);
                    name = now.name().toLowerCase(Locale.ROOT);
                } else if (change.value() instanceof Optional<?> now) {
                    step = step.gatewayIp((String) now.orElse(null));
                    name = name.isEmpty() ? now.isPresent() ? "gateway-ready" : "gateway-gone" : name;
                } else if (change.value() instanceof Boolean now) {
                    step = step.known(now);
                    name = name.isEmpty() ? "registered" : name;
                } else if (change.value() instanceof Map<?, ?> now
                        && change.what().equals(FEATURES)) {
                    for (Map.Entry<String, ?> each : copy(now).entrySet()) {
                        if (!each.getValue().equals(featuresBefore.get(each.getKey()))) {
                            step = step.feature(each.getKey(), (Boolean) each.getValue());
                        }
                    }
                    for (String gone : featuresBefore.keySet()) {
                        step = now.containsKey(gone) ? step : step.feature(gone, false);
                    }
                    featuresBefore = copy(now);
                } else if (change.value() instanceof Map<?, ?> now && !followsFeatures) {
                    for (Map.Entry<String, ?> each : copy(now).entrySet()) {
                        if (!each.getValue().equals(tasksBefore.get(each.getKey()))) {
                            step = step.task(each.getKey(), (String) each.getValue());
                        }
                    }
                    for (String gone : tasksBefore.keySet()) {
                        step = now.containsKey(gone) ? step : step.task(gone, null);
                    }
                    tasksBefore = copy(now);
                }
            }
            if (step.equals(plain)) {
                return null;
            }
            return name.matches("[a-z0-9][a-z0-9_-]*") && taken.add(name) ? step.name(name) : step;
        }

        private Map<String, ?> copy(Map<?, ?> map) {
            Map<String, Object> copy = new LinkedHashMap<>();
            map.forEach((name, value) -> copy.put((String) name, value));
            return copy;
        }
    }
}
