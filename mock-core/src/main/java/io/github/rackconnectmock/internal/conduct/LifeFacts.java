package io.github.rackconnectmock.internal.conduct;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** How a server's life goes, and when its client noticed what. Guarded by its client's facts. */
final class LifeFacts {
    final List<ServerState> states;
    final @Nullable Noticing[] steps;
    final Noticing deployed;
    final Noticing ended;
    final Noticing gateway;

    private int step = -1;
    private long begunAt;
    private long reopenedAt = Observed.NEVER;
    private boolean terminal;
    // That of the step, once it was noticed: most requests needn't look further.
    private @Nullable ServerState noticedState;

    LifeFacts(List<ServerState> states) {
        this.states = states;
        this.steps = new Noticing[states.size()];
        this.deployed = new Noticing();
        this.ended = new Noticing();
        this.gateway = new Noticing();
    }

    /** A copy for verdicts. */
    LifeFacts(LifeFacts other) {
        states = other.states;
        steps = new Noticing[other.steps.length];
        for (int i = 0; i < steps.length; i++) {
            Noticing noticing = other.steps[i];
            steps[i] = noticing == null ? null : new Noticing(noticing);
        }
        deployed = new Noticing(other.deployed);
        ended = new Noticing(other.ended);
        gateway = new Noticing(other.gateway);
    }

    /** Forgets what the client noticed. */
    void startOver() {
        noticedState = null;
        deployed.startOver();
        ended.startOver();
        gateway.startOver();
        for (Noticing each : steps) {
            if (each != null) {
                each.startOver();
            }
        }
    }

    /** The server restarts: nothing lasts any more. */
    void restarts(long at) {
        stepEnds(at);
        deployed.ends(at);
        ended.ends(at);
        gateway.ends(at);
        step = -1;
        terminal = false;
        reopenedAt = Observed.NEVER;
    }

    /** A step begins; whether by it the status stops being terminal. */
    boolean stepBegins(int index, long at) {
        ServerState state = states.get(index);
        stepEnds(at);
        step = index;
        begunAt = at;
        Noticing noticing = steps[index];
        if (noticing == null) {
            noticing = new Noticing();
            steps[index] = noticing;
        }
        noticing.begins(at);
        boolean isTerminal = state.status().isTerminal();
        boolean reopens = terminal && !isTerminal;
        if (reopens) {
            reopenedAt = at;
            deployed.ends(at);
            ended.ends(at);
        }
        terminal = isTerminal;
        if (isTerminal && !ended.lasts()) {
            ended.begins(at);
        }
        if (state.status().equals(AutomationStatus.DEPLOYED) && !deployed.lasts()) {
            deployed.begins(at);
        }
        if (state.gatewayIp() == null) {
            gateway.ends(at);
        } else if (!gateway.lasts()) {
            gateway.begins(at);
        }
        return reopens;
    }

    private void stepEnds(long at) {
        noticedState = null;
        Noticing current = step < 0 ? null : steps[step];
        if (current != null) {
            current.ends(at);
        }
    }

    /** Whether a request met the server after it last reopened. The one that made it reopen met it before. */
    boolean isNow(Observed request) {
        ServerState state = request.state();
        return reopenedAt == Observed.NEVER
                || request.atMicros() > reopenedAt
                || (request.atMicros() == reopenedAt
                        && (state == null || terminal || !state.status().isTerminal()));
    }

    /** The client has an answer out of a state. */
    @SuppressWarnings(
            "ReferenceEquality") // Each state of a request is one of these objects; to compare all of it is slow.
    void noticed(Observed request, ServerState state) {
        // An answer may still be of an earlier time of the same step.
        if (state == noticedState && request.atMicros() >= begunAt) {
            return;
        }
        // An answer may be so slow that several steps have begun meanwhile.
        int met = step >= 0 && states.get(step) == state ? step : indexOf(state);
        Noticing noticing = met < 0 ? null : steps[met];
        if (noticing != null) {
            noticing.told(request);
            noticedState = met == step && !noticing.isUntold() ? state : null;
        }
    }

    @SuppressWarnings("ReferenceEquality")
    private int indexOf(ServerState state) {
        for (int i = 0; i < states.size(); i++) {
            if (states.get(i) == state) {
                return i;
            }
        }
        return -1;
    }

    /** Whether a later answer out of this state, which told its status, can tell nothing more. */
    @SuppressWarnings("ReferenceEquality")
    boolean isNoticed(ServerState state) {
        return state == noticedState
                && !(state.status().equals(AutomationStatus.DEPLOYED) && deployed.isUntold())
                && !(state.status().isTerminal() && ended.isUntold());
    }

    /** The client was told a status. */
    void told(Observed request, AutomationStatus status) {
        if (status.equals(AutomationStatus.DEPLOYED)) {
            deployed.told(request);
        }
        if (status.isTerminal()) {
            ended.told(request);
        }
    }
}
