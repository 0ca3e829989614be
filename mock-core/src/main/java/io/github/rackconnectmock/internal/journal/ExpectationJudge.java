package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.Judgement;
import io.github.rackconnectmock.internal.conduct.Verdicts;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.RateLimit;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Judges the expectations of a scenario, by the same verdicts as the assertions in Java. */
public final class ExpectationJudge {
    private static final String ALL = "all servers";

    private ExpectationJudge() {}

    /**
     * What an expectation comes to for one server's client.
     *
     * @param server the server, or {@code all servers}
     * @param check what is expected
     */
    public record Judged(String server, Check check, Judgement judgement) {}

    /**
     * Judges every check for every client that it is of, in the order of the file.
     *
     * @param limit the scenario's; {@code null} for none
     * @param now the mock's time, in microseconds
     */
    public static List<Judged> judge(
            List<Expectation> expectations, ConductSnapshot conduct, @Nullable RateLimit limit, long now) {
        List<Judged> results = new ArrayList<>();
        for (Expectation expectation : expectations) {
            List<ClientFacts> clients = conduct.clients().stream()
                    .filter(client -> expectation.isOf(client.name()))
                    .toList();
            for (Check check : expectation.checks()) {
                if (clients.isEmpty()) {
                    results.add(new Judged(whom(expectation), check, nobody(conduct)));
                } else if (check.assertion() == Check.Assertion.NEVER_MORE_THAN) {
                    results.add(new Judged(ALL, check, conduct.neverMoreThan((int) number(check), duration(check))));
                } else {
                    clients.forEach(client -> results.add(new Judged(
                            client.name(), check, told(client, conduct, judgement(check, client, limit, now)))));
                }
            }
        }
        return results;
    }

    private static String whom(Expectation expectation) {
        return expectation.servers().isEmpty() ? ALL : String.join(", ", expectation.servers());
    }

    private static Judgement nobody(ConductSnapshot conduct) {
        return Judgement.unknown("nobody asked" + failures(conduct));
    }

    /** A client that never came to a request is told by its connections. */
    private static Judgement told(ClientFacts client, ConductSnapshot conduct, Judgement judgement) {
        return client.hasAsked() || judgement.kind() == Judgement.Kind.GOOD
                ? judgement
                : new Judgement(judgement.kind(), judgement.why() + failures(conduct));
    }

    private static String failures(ConductSnapshot conduct) {
        long failed = conduct.failedConnections();
        if (failed == 0) {
            return "";
        }
        String last = conduct.failures().get(conduct.failures().size() - 1).what();
        return failed == 1
                ? "; a connection " + last
                : "; " + failed + " connections came to no request, the last " + last;
    }

    private static Judgement judgement(Check check, ClientFacts client, @Nullable RateLimit limit, long now) {
        Duration duration = duration(check);
        String text = check.text() == null ? "" : check.text();
        double number = number(check);
        try {
            return switch (check.assertion()) {
                case STOPPED_AFTER_DEPLOYED -> Verdicts.stoppedAfterDeployed(client);
                case STOPPED_AFTER_TERMINAL_STATUS -> Verdicts.stoppedAfterTerminalStatus(client);
                case NOTICED_DEPLOYED_WITHIN -> Verdicts.noticedDeployedWithin(client, duration);
                case NOTICED_TERMINAL_STATUS_WITHIN -> Verdicts.noticedTerminalStatusWithin(client, duration);
                case NOTICED_GATEWAY_WITHIN -> Verdicts.noticedGatewayWithin(client, duration);
                case NOTICED -> Verdicts.noticed(client, text, duration);
                case CAME_THROUGH -> Verdicts.cameThrough(client, text, duration, now);
                case POLLED_NO_FASTER_THAN -> Verdicts.polledNoFasterThan(client, duration);
                case POLLED_NO_SLOWER_THAN -> Verdicts.polledNoSlowerThan(client, duration, now);
                case STAYED_WITHIN_RATE_LIMIT -> Verdicts.stayedWithinRateLimit(client, limit);
                case WAITED_AS_TOLD -> Verdicts.waitedAsTold(client);
                case BACKED_OFF_AFTER -> Verdicts.backedOffAfter(client, text, duration);
                case BACKED_OFF_EXPONENTIALLY -> Verdicts.backedOffExponentially(client, number, duration);
                case ASKED_AGAIN_AFTER -> Verdicts.askedAgainAfter(client, text);
                case NEVER_ASKED_AGAIN_AFTER -> Verdicts.neverAskedAgainAfter(client, text);
                case ASKED_FOR_GATEWAY_ONLY_AFTER ->
                    Verdicts.askedForGatewayOnlyAfter(client, AutomationStatus.of(text));
                case KEPT_ASKING_FOR -> Verdicts.keptAskingFor(client, duration);
                case GAVE_UP_WITHIN -> Verdicts.gaveUpWithin(client, duration);
                case NEVER_MORE_AT_ONCE_THAN -> Verdicts.neverMoreAtOnceThan(client, (int) number);
                case OPENED_AT_MOST -> Verdicts.openedAtMost(client, (int) number);
                case NEVER_MORE_THAN -> throw new IllegalArgumentException("it is of all servers together");
            };
        } catch (IllegalArgumentException e) {
            // Such as a step that this server hasn't.
            return Judgement.unknown(String.valueOf(e.getMessage()));
        }
    }

    private static Duration duration(Check check) {
        return check.duration() == null ? Duration.ZERO : check.duration();
    }

    private static double number(Check check) {
        return check.number() == null ? 0 : check.number();
    }
}
