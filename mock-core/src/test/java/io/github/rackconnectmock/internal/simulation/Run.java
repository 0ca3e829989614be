package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerSnapshot;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.IntSupplier;

/** A server that moves are played on, with so many looks in between, and all that came of it. */
final class Run {
    /** What makes a life worth looking at. */
    enum Trait {
        STEP_REACHED,
        LAST_STEP_REACHED,
        SIGNAL_TAKEN,
        SIGNAL_REFUSED,
        REQUEST_REFUSED,
        FAULT_DRAWN,
        NOT_YET_BEGUN
    }

    private final Played played;
    private final ServerLife server;
    private final List<Step> steps;
    private final int lastStep;
    private final IntSupplier looks;
    private final List<Object> events = new ArrayList<>();
    private final Set<Trait> traits = EnumSet.noneOf(Trait.class);

    Run(Scenario scenario, IntSupplier looks) {
        this.played = Played.of(scenario);
        this.server = played.server(scenario.servers().get(0).name(scenario.serverCount()));
        this.steps = scenario.servers().get(0).lifecycle();
        this.lastStep = steps.size();
        this.looks = looks;
    }

    Run play(List<Move> moves) {
        look();
        for (Move move : moves) {
            play(move);
            look();
        }
        // The one look that every run has: it comes last.
        ServerSnapshot end = server.snapshot();
        events.add(end);
        events.addAll(server.begunSteps());
        events.add(server.lane());
        events.add(server.cloudView(Duration.ofSeconds(5)));
        if (end.since() == null) {
            traits.add(Trait.NOT_YET_BEGUN);
        }
        if (!end.state().step().equals("start")) {
            traits.add(end.next() == null ? Trait.LAST_STEP_REACHED : Trait.STEP_REACHED);
        }
        return this;
    }

    /** The answers to all requests and signals, then the server and its history at the end. */
    List<Object> events() {
        return events;
    }

    Set<Trait> traits() {
        return traits;
    }

    private void play(Move move) {
        if (move instanceof Move.Advance advance) {
            for (int i = 0; i < advance.parts(); i++) {
                played.clock.advance(advance.part());
                look();
            }
        } else if (move instanceof Move.Ask ask) {
            Admission admission = server.request(ask.operation());
            // As text: each run has incidents of its own.
            events.add(admission.toString());
            if (admission instanceof Admission.Admitted admitted) {
                if (admitted.fault() != null) {
                    traits.add(Trait.FAULT_DRAWN);
                }
            } else {
                traits.add(Trait.REQUEST_REFUSED);
            }
        } else if (move instanceof Move.Fire fire) {
            fire(fire.signal());
        } else if (move instanceof Move.Jump jump) {
            int step = Math.min(jump.step(), lastStep);
            boolean leadsBack = step > 0 && steps.get(step - 1).goTo() != null;
            server.jumpTo(step == 0 || leadsBack ? "start" : "step-" + step);
        } else {
            server.restart();
        }
    }

    private void fire(String signal) {
        try {
            server.fire(signal);
            events.add(signal);
            traits.add(Trait.SIGNAL_TAKEN);
        } catch (IllegalStateException e) {
            events.add(String.valueOf(e.getMessage()));
            traits.add(Trait.SIGNAL_REFUSED);
        }
    }

    private void look() {
        for (int i = looks.getAsInt(); i > 0; i--) {
            switch (i % 7) {
                case 0 -> server.snapshot();
                case 1 -> server.state();
                case 2 -> server.begunSteps();
                case 3 -> server.lane();
                case 4 -> server.signals();
                case 5 -> server.cloudView(Duration.ofSeconds(5));
                default -> server.conduct(0);
            }
        }
    }
}
