package io.github.rackconnectmock;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.net.InetAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Verdicts by running facts, whatever the journal holds, are those of a slow and obvious judge of the complete history. */
class ConductPropertyTest {
    private static final int[] WAITS = {0, 0, 1, 2, 5, 10, 20};
    private static final List<Integer> SECONDS = List.of(0, 1, 2, 4, 5, 10, 20, 40, 100);
    private static final int CONNECTIONS = 3;
    private static final List<Operation> OPERATIONS = List.copyOf(Operation.RACKCONNECT);

    private final MovableClock clock = MovableClock.frozenAt(Instant.parse("2030-01-01T00:00:00Z"));

    private static Scenario scenario(boolean limited) {
        return Scenario.builder()
                .rateLimit(limited ? RateLimit.of(3, Duration.ofSeconds(10)) : RateLimit.none())
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .gatewayIp(null)
                        .step(Step.after(Duration.ofSeconds(8))
                                .name("ready")
                                .gatewayIp("10.0.0.1")
                                .fault(Fault.answer(503).times(3)))
                        .step(Step.after(Duration.ofSeconds(9)).name("failed").status(AutomationStatus.FAILED))
                        .step(Step.after(Duration.ofSeconds(11)).name("done").status(AutomationStatus.DEPLOYED))
                        .step(Step.on("rebuild")
                                .status(AutomationStatus.DEPLOYING)
                                .gatewayIp(null))
                        .step(Step.after(Duration.ofSeconds(12))
                                .status(AutomationStatus.DEPLOYED)
                                .gatewayIp("10.0.0.2")))
                .build();
    }

    @Property(tries = 2_000)
    void verdictsAreThoseOfTheCompleteHistory(
            @ForAll @Size(max = 50) List<@IntRange(min = 0, max = 9_999) Integer> actions,
            @ForAll @IntRange(min = 0, max = 5) int journalSize,
            @ForAll boolean limited) {
        Scenario scenario = scenario(limited);
        RackConnectApi api = new RackConnectApi(scenario, clock, SourcePolicy.DEFAULT);
        ServerLife life = api.simulation().servers().first();
        RequestJournal journal = new RequestJournal(journalSize, Long.MAX_VALUE, exchange -> {});
        CompleteHistory history = new CompleteHistory(life);
        ConnectionFacts[] connections = new ConnectionFacts[CONNECTIONS];
        List<Exchange> underWay = new ArrayList<>();
        List<Exchange> left = new ArrayList<>();
        boolean rebuilt = false;
        for (int action : actions) {
            // Steps begin at whole seconds; requests come between them.
            clock.advance(Duration.ofSeconds(WAITS[action / 10 % WAITS.length]).plusMillis(action % 3));
            int connection = action / 100 % CONNECTIONS;
            switch (action % 10) {
                case 0 -> {
                    connections[connection] = null;
                    left.forEach(each -> journal.end(each, Exchange.Outcome.ABANDONED));
                    left.clear();
                }
                case 1 -> {
                    if (!rebuilt && life.state().step().equals("done")) {
                        rebuilt = true;
                        clock.advance(Duration.ofMillis(1));
                        life.fire("rebuild");
                        clock.advance(Duration.ofMillis(1));
                    }
                }
                case 2, 3 -> {
                    if (!underWay.isEmpty()) {
                        Exchange ended = underWay.remove(action / 1_000 % underWay.size());
                        if (action % 10 == 3 && action / 1_000 % 3 == 0) {
                            // What becomes of the answer is known later only.
                            journal.leaves(ended);
                            history.ends(ended);
                            left.add(ended);
                        } else {
                            end(journal, history, ended, action % 10 == 2);
                        }
                    }
                }
                default -> {
                    if (connections[connection] == null) {
                        connections[connection] = new ConnectionFacts();
                    }
                    String path = action / 1_000 == 9 ? "/v1/x" : path(action / 1_000);
                    Exchange exchange = api.answer(ApiRequest.get("/as/web1" + path, InetAddress.getLoopbackAddress()));
                    if (exchange.status() >= 400 && action % 2 == 0) {
                        exchange.sending(new HeaderFields("Retry-After", "4"));
                    }
                    exchange.by(connections[connection]);
                    journal.add(exchange);
                    history.begins(exchange);
                    if (action % 10 < 8) {
                        end(journal, history, exchange, true);
                    } else {
                        underWay.add(exchange);
                    }
                }
            }
        }
        compare(journal, api, history, scenario);
    }

    private static String path(int number) {
        return OPERATIONS.get(Math.max(0, number % 6 - 2)).path();
    }

    private static void end(RequestJournal journal, CompleteHistory history, Exchange exchange, boolean delivered) {
        journal.end(exchange, delivered ? Exchange.Outcome.DELIVERED : Exchange.Outcome.ABANDONED);
        history.ends(exchange);
    }

    private void compare(RequestJournal journal, RackConnectApi api, CompleteHistory history, Scenario scenario) {
        Conduct conduct =
                new Conduct(journal.conduct(api.simulation().servers().all()), scenario.rateLimit(), clock.micros());
        assertThat(conduct.received()).isEqualTo(history.requests());
        assertThat(conduct.counts().count()).isEqualTo(history.requests());
        for (Operation operation : Operation.RACKCONNECT) {
            assertThat(conduct.counts().to(operation).answered("200").count())
                    .isEqualTo(history.answered(operation, 200));
        }
        assertThat(conduct.client("web1").isPresent()).isEqualTo(history.requests() > 0);
        compareWhatTheJournalShows(conduct, history);
        conduct.client("web1").ifPresent(client -> {
            Map<String, Verdict.Kind> verdicts = new TreeMap<>();
            Map<String, Verdict.Kind> right = new TreeMap<>();
            collect(client, conduct, verdicts);
            history.collect(SECONDS, scenario.rateLimit(), clock.micros(), right);
            right.entrySet().removeIf(each -> verdicts.remove(each.getKey(), each.getValue()));
            assertThat(verdicts)
                    .as("where they differ; right is %s, in%n%s", right, history)
                    .isEmpty();
        });
    }

    private static void collect(ClientConduct client, Conduct conduct, Map<String, Verdict.Kind> to) {
        to.put("stoppedAfterDeployed", client.stoppedAfterDeployed().kind());
        to.put("stoppedAfterTerminalStatus", client.stoppedAfterTerminalStatus().kind());
        to.put("stayedWithinRateLimit", client.stayedWithinRateLimit().kind());
        to.put("waitedAsTold", client.waitedAsTold().kind());
        to.put(
                "askedForGatewayOnlyAfter",
                client.askedForGatewayOnlyAfter(AutomationStatus.DEPLOYED).kind());
        for (int number : new int[] {0, 1, 2, 3, 5}) {
            to.put(
                    "neverMoreAtOnceThan " + number,
                    client.neverMoreAtOnceThan(number).kind());
            to.put("openedAtMost " + number, client.openedAtMost(number).kind());
            to.put(
                    "all neverMoreAtOnceThan " + number,
                    conduct.neverMoreAtOnceThan(number).kind());
            to.put("all openedAtMost " + number, conduct.openedAtMost(number).kind());
        }
        for (String answer : List.of("404", "503", "abandoned")) {
            to.put("askedAgainAfter " + answer, client.askedAgainAfter(answer).kind());
            to.put(
                    "neverAskedAgainAfter " + answer,
                    client.neverAskedAgainAfter(answer).kind());
        }
        for (int seconds : SECONDS) {
            Duration duration = Duration.ofSeconds(seconds);
            to.put(
                    "polledNoFasterThan " + seconds,
                    client.polledNoFasterThan(duration).kind());
            to.put(
                    "polledNoSlowerThan " + seconds,
                    client.polledNoSlowerThan(duration).kind());
            to.put("keptAskingFor " + seconds, client.keptAskingFor(duration).kind());
            to.put("gaveUpWithin " + seconds, client.gaveUpWithin(duration).kind());
            to.put(
                    "noticedDeployedWithin " + seconds,
                    client.noticedDeployedWithin(duration).kind());
            to.put(
                    "noticedTerminalStatusWithin " + seconds,
                    client.noticedTerminalStatusWithin(duration).kind());
            to.put(
                    "noticedGatewayWithin " + seconds,
                    client.noticedGatewayWithin(duration).kind());
            to.put(
                    "backedOffExponentially " + seconds,
                    client.backedOffExponentially(2, duration).kind());
            for (String step : CompleteHistory.STEPS) {
                to.put(
                        "noticed " + step + seconds,
                        client.noticed(step, duration).kind());
            }
            for (String answer : List.of("404", "503", "abandoned")) {
                to.put(
                        "backedOffAfter " + answer + seconds,
                        client.backedOffAfter(answer, duration).kind());
            }
        }
    }

    /** It is never wrong, and known as long as nothing is forgotten. */
    private static void compareWhatTheJournalShows(Conduct conduct, CompleteHistory history) {
        for (int number : new int[] {0, 1, 2, 3, 5}) {
            for (int seconds : SECONDS) {
                Verdict.Kind kind = conduct.neverMoreThan(number, Duration.ofSeconds(seconds))
                        .kind();
                Verdict.Kind right = history.neverMoreThan(number, seconds);
                assertThat(kind)
                        .as("neverMoreThan %s within %s s, in%n%s", number, seconds, history)
                        .isIn(right, conduct.forgotten() == 0 ? right : Verdict.Kind.UNKNOWN);
            }
        }
    }
}
