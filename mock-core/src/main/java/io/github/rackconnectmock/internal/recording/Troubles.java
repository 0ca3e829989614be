package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Turns what went wrong into incidents. Looks of one server at one operation that show the same, one after the other, are a
 * run; runs of several servers and operations that can have begun and ended together are one incident. It hits everybody and
 * every operation unless some look shows that it didn't. Times are milliseconds since the scenario's start.
 */
final class Troubles {
    private static final long EVER = Long.MAX_VALUE;
    private static final long NEVER_YET = -1;
    private static final String SLOW = "slow";

    private final Map<Lane, TreeMap<Long, Look>> lanes = new LinkedHashMap<>();
    private final Duration slow;
    private final UnaryOperator<String> addresses;

    /** What is asked again and again. */
    private record Lane(String server, Operation operation) {}

    /**
     * One look.
     *
     * @param kind what went wrong, and whether it came late, in one word; empty for nothing
     */
    private record Look(String kind, @Nullable FaultEffect effect, Duration took) {}

    /**
     * Looks that show the same.
     *
     * @param before the last time at which it was otherwise
     * @param after the first time at which it was otherwise again
     */
    private record Run(Lane lane, String kind, long before, long first, long last, long after, List<Look> looks) {}

    /**
     * @param slow an answer that takes longer is late
     * @param addresses what becomes of the texts of answers
     */
    Troubles(Duration slow, UnaryOperator<String> addresses) {
        this.slow = slow;
        this.addresses = addresses;
    }

    /** Adds a look. Of two at one millisecond, the later counts. */
    void add(Observation seen, long at) {
        Look look;
        if (seen.seen() instanceof Observation.Trouble trouble) {
            String status = trouble.status() < 0 ? "" : "-" + trouble.status();
            // A hang lasts as long as the recorder waited, and is not late.
            String pace = isSlow(seen.took()) && !(trouble.effect() instanceof FaultEffect.Hang) ? SLOW + "-" : "";
            look = new Look(pace + trouble.effect().kind() + status, trouble.effect(), seen.took());
        } else {
            look = right(seen.took());
        }
        add(seen, look, at);
    }

    /** Adds a look that shows a server that isn't known yet, which is no trouble. */
    void addUnknown(Observation seen, long at) {
        add(seen, right(seen.took()), at);
    }

    private Look right(Duration took) {
        return new Look(isSlow(took) ? SLOW : "", null, took);
    }

    private void add(Observation seen, Look look, long at) {
        lanes.computeIfAbsent(new Lane(seen.server(), seen.operation()), lane -> new TreeMap<>())
                .put(at, look);
    }

    /** All incidents, in the order of their begins. */
    List<Incident> incidents() {
        List<Run> left = new ArrayList<>();
        lanes.forEach((lane, looks) -> addRuns(lane, looks, left));
        left.sort(Comparator.comparingLong(Run::first));
        List<Incident> incidents = new ArrayList<>();
        Map<String, Integer> names = new HashMap<>();
        boolean[] taken = new boolean[left.size()];
        for (int i = 0; i < taken.length; i++) {
            if (!taken[i]) {
                Group group = new Group(left.get(i));
                for (int j = i + 1; j < taken.length && left.get(j).first() < group.after; j++) {
                    taken[j] = taken[j] || group.takes(left.get(j));
                }
                for (Group each : group.parts()) {
                    incidents.add(each.incident(names));
                }
            }
        }
        return incidents;
    }

    private static void addRuns(Lane lane, NavigableMap<Long, Look> looks, List<Run> runs) {
        long before = NEVER_YET;
        long first = NEVER_YET;
        long last = NEVER_YET;
        List<Look> same = new ArrayList<>();
        for (Map.Entry<Long, Look> each : looks.entrySet()) {
            boolean goesOn =
                    !same.isEmpty() && same.get(0).kind().equals(each.getValue().kind());
            if (!goesOn) {
                if (!same.isEmpty() && !same.get(0).kind().isEmpty()) {
                    runs.add(new Run(lane, same.get(0).kind(), before, first, last, each.getKey(), same));
                }
                before = last;
                first = each.getKey();
                same = new ArrayList<>();
            }
            same.add(each.getValue());
            last = each.getKey();
        }
        if (!same.isEmpty() && !same.get(0).kind().isEmpty()) {
            runs.add(new Run(lane, same.get(0).kind(), before, first, last, EVER, same));
        }
    }

    private boolean isSlow(Duration took) {
        return took.compareTo(slow) > 0;
    }

    /** Runs that can have begun and ended together. */
    private final class Group {
        private final Map<Lane, Run> runs = new LinkedHashMap<>();
        private final String kind;
        private long before;
        private long first;
        private long last;
        private long after;

        Group(Run run) {
            runs.put(run.lane(), run);
            kind = run.kind();
            before = run.before();
            first = run.first();
            last = run.last();
            after = run.after();
        }

        /** Adds a run, if it belongs to these. */
        boolean takes(Run run) {
            boolean belongs = run.kind().equals(kind)
                    && !runs.containsKey(run.lane())
                    && Math.max(before, run.before()) < Math.min(first, run.first())
                    && Math.max(last, run.last()) < Math.min(after, run.after());
            if (belongs) {
                runs.put(run.lane(), run);
                before = Math.max(before, run.before());
                first = Math.min(first, run.first());
                last = Math.max(last, run.last());
                after = Math.min(after, run.after());
            }
            return belongs;
        }

        private Set<String> servers() {
            Set<String> servers = new TreeSet<>();
            runs.keySet().forEach(lane -> servers.add(lane.server()));
            return servers;
        }

        private Set<Operation> operations() {
            Set<Operation> operations = new TreeSet<>();
            runs.keySet().forEach(lane -> operations.add(lane.operation()));
            return operations;
        }

        /** These runs, or those of each server by itself where servers differ in what was hit. */
        List<Group> parts() {
            Set<String> servers = servers();
            if (servers.size() == 1 || hitsAll(servers, operations())) {
                return List.of(this);
            }
            Map<String, Group> parts = new LinkedHashMap<>();
            for (Run run : runs.values()) {
                Group part = parts.get(run.lane().server());
                if (part == null) {
                    parts.put(run.lane().server(), new Group(run));
                } else {
                    part.takes(run);
                }
            }
            return List.copyOf(parts.values());
        }

        /**
         * Whether no look shows that it left one of these alone.
         *
         * @param servers empty for all
         * @param operations empty for all
         */
        private boolean hitsAll(Set<String> servers, Set<Operation> operations) {
            for (Map.Entry<Lane, TreeMap<Long, Look>> lane : lanes.entrySet()) {
                if (isOf(lane.getKey(), servers, operations) && !runs.containsKey(lane.getKey())) {
                    for (Look look :
                            lane.getValue().subMap(first, true, last, true).values()) {
                        if (!look.kind().equals(kind)) {
                            return false;
                        }
                    }
                }
            }
            return true;
        }

        private boolean isOf(Lane lane, Set<String> servers, Set<Operation> operations) {
            return (servers.isEmpty() || servers.contains(lane.server()))
                    && (operations.isEmpty() || operations.contains(lane.operation()));
        }

        /** Makes its begin and its end fit the looks of those that it is taken to have hit as well. */
        private void narrow(Set<String> servers, Set<Operation> operations) {
            lanes.forEach((lane, looks) -> {
                if (isOf(lane, servers, operations) && !runs.containsKey(lane)) {
                    Long earlier = looks.lowerKey(first);
                    Long later = looks.higherKey(last);
                    before = earlier == null ? before : Math.max(before, earlier);
                    after = later == null ? after : Math.min(after, later);
                }
            });
        }

        Incident incident(Map<String, Integer> names) {
            Set<String> servers = servers();
            Set<Operation> operations = operations();
            if (hitsAll(Set.of(), Set.of())) {
                servers = Set.of();
                operations = Set.of();
            } else if (hitsAll(servers, Set.of())) {
                operations = Set.of();
            } else if (hitsAll(Set.of(), operations)) {
                servers = Set.of();
            }
            narrow(servers, operations);
            long begin = before == NEVER_YET ? 0 : LifeChanges.between(before, first);
            int number = names.merge(kind, 1, Integer::sum);
            Incident.Builder incident =
                    Incident.named(number == 1 ? kind : kind + "-" + number).after(Duration.ofMillis(begin));
            if (after != EVER) {
                long end = Math.max(LifeChanges.between(last, after), begin + 1);
                incident.lasts(Duration.ofMillis(end - begin));
            }
            servers.forEach(incident::servers);
            return incident.fault(fault(operations)).build();
        }

        private Fault fault(Set<Operation> operations) {
            Look look = runs.values().iterator().next().looks().get(0);
            DrawnDuration took = took();
            FaultEffect effect = look.effect() == null ? new FaultEffect.Delay(took) : look.effect();
            if (effect instanceof FaultEffect.Answer answer && answer.body() != null) {
                effect = new FaultEffect.Answer(
                        answer.status(),
                        answer.retryAfter(),
                        answer.headers(),
                        answer.contentType(),
                        addresses.apply(answer.body()));
            }
            if (effect instanceof FaultEffect.Refused && !operations.isEmpty()) {
                // Where only some requests fail, something listens.
                effect = new FaultEffect.Reset();
            }
            Fault fault = Fault.of(effect);
            if (look.effect() != null && !(effect instanceof FaultEffect.Hang) && isSlow(took.longest())) {
                fault = fault.after(took);
            }
            // A certificate is shown before anything is asked for.
            return operations.isEmpty() || fault.at() != Fault.Stage.REQUEST
                    ? fault
                    : new Fault(fault.effect(), fault.at(), fault.delay(), false, null, operations, null);
        }

        /** How long its answers took. */
        private DrawnDuration took() {
            Duration shortest = null;
            Duration longest = Duration.ZERO;
            for (Run run : runs.values()) {
                for (Look look : run.looks()) {
                    Duration took = Duration.ofMillis(look.took().toMillis());
                    shortest = shortest == null || took.compareTo(shortest) < 0 ? took : shortest;
                    longest = took.compareTo(longest) > 0 ? took : longest;
                }
            }
            return shortest == null || shortest.equals(longest)
                    ? DrawnDuration.of(longest)
                    : DrawnDuration.between(shortest, longest);
        }
    }
}
