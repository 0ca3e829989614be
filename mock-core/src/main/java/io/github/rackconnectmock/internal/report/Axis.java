package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.scenario.Durations;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Where events are along the picture: by the mock's time, or, where that mostly stands still, by their order. */
sealed interface Axis {
    /** How far from the left an event is, from 0 to 1. */
    double of(Event event, int place);

    /** How far from the left a time is, from 0 to 1. */
    double of(Instant time);

    /** A mark along the axis. */
    record Mark(double at, String text) {}

    List<Mark> marks();

    /** What it shows, in words. */
    String words();

    /** More requests at one time, on average, leave nothing to see by time. */
    int MOST_AT_ONE_TIME = 3;

    /** The axis that shows these events best; where the clock stands still, there is nothing to see by time. */
    static Axis of(List<Event> events, Instant begin, Instant now, Instant end) {
        Set<Instant> times = new HashSet<>();
        int requests = 0;
        for (Event event : events) {
            if (event.kind() == Event.Kind.REQUEST) {
                requests++;
                times.add(event.at());
            }
        }
        boolean standsStill = requests > 1 && times.size() * MOST_AT_ONE_TIME < requests;
        return standsStill ? new ByOrder(events) : new ByTime(begin, now, end);
    }

    /** By time. */
    record ByTime(Instant begin, Instant now, Instant end) implements Axis {
        private static final long[] STEPS_SECONDS = {
            1,
            2,
            5,
            10,
            15,
            30,
            60,
            120,
            300,
            600,
            900,
            1800,
            3600,
            7200,
            21_600,
            43_200,
            86_400,
            604_800,
            2_592_000,
            31_536_000
        };
        private static final int MOST_MARKS = 9;

        @Override
        public double of(Event event, int place) {
            return of(event.at());
        }

        @Override
        public double of(Instant time) {
            double whole = seconds(begin, end);
            return whole <= 0 ? 0 : Math.max(0, Math.min(1, seconds(begin, time) / whole));
        }

        @Override
        public List<Mark> marks() {
            double whole = seconds(begin, end);
            long step = STEPS_SECONDS[STEPS_SECONDS.length - 1];
            for (int i = STEPS_SECONDS.length - 1; i >= 0 && whole / STEPS_SECONDS[i] <= MOST_MARKS; i--) {
                step = STEPS_SECONDS[i];
            }
            List<Mark> marks = new ArrayList<>();
            for (long at = 0; at <= whole && marks.size() <= 2 * MOST_MARKS; at += step) {
                marks.add(new Mark(whole <= 0 ? 0 : at / whole, "+" + Durations.format(Duration.ofSeconds(at))));
            }
            return marks;
        }

        @Override
        public String words() {
            return "the mock's time from " + begin + " on";
        }

        private static double seconds(Instant from, Instant to) {
            Duration between = Duration.between(from, to);
            return between.getSeconds() + between.getNano() / 1e9;
        }
    }

    /** By order. */
    record ByOrder(List<Event> events) implements Axis {
        private static final int MOST_MARKS = 12;

        @Override
        public double of(Event event, int place) {
            return (place + 0.5) / (events.size() + 1);
        }

        @Override
        public double of(Instant time) {
            int place = events.size();
            while (place > 0 && events.get(place - 1).at().isAfter(time)) {
                place--;
            }
            return (double) place / (events.size() + 1);
        }

        @Override
        public List<Mark> marks() {
            List<Mark> marks = new ArrayList<>();
            int step = Math.max(1, (int) Math.ceil(events.size() / (double) MOST_MARKS));
            Instant begin = events.isEmpty() ? Instant.EPOCH : events.get(0).at();
            for (int i = 0; i < events.size(); i += step) {
                marks.add(new Mark(
                        of(events.get(i), i),
                        "+"
                                + Durations.format(
                                        Duration.between(begin, events.get(i).at()))));
            }
            return marks;
        }

        @Override
        public String words() {
            return "the order of events, since the clock stood still";
        }
    }
}
