package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.START;
import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;

/** What changed, and what changes next, as the live page asks for it. */
class WhatComesNextTest {
    private static final Duration TEN = Duration.ofSeconds(10);

    @Test
    void theNextChangeIsThatOfTheServerWhoseStepBeginsFirst() {
        Played played = Played.of(Scenario.builder()
                .server(web1().step(Step.after(Duration.ofSeconds(30))).step(Step.on("go")))
                .server(CloudServer.named("late").sourceIp("10.1.1.2").startsAfter(TEN)));
        assertThat(played.simulation().nextChange()).contains(START.plus(TEN));

        played.advance("10s");
        assertThat(played.simulation().nextChange()).contains(START.plusSeconds(30));

        played.advance("20s");
        assertThat(played.simulation().nextChange()).isEmpty();
    }

    @Test
    void aChangeIsCountedForAllAndKnownOfItsServer() {
        Played played = Played.of(web1().step(Step.after(TEN)));
        Instant now = played.clock.instant();
        long before = played.server().changed(now);
        assertThat(before).isPositive().isEqualTo(played.simulation().changes());

        assertThat(played.server().changed(now.plus(TEN)))
                .isGreaterThan(before)
                .isEqualTo(played.simulation().changes());
    }

    @Test
    void theSignalsThatAreHeardAreThoseOfTheServerAndOfTheNextStep() {
        Played played = Played.of(web1().step(Step.on("go").name("gone")).on("fail", "gone"));
        assertThat(played.server().signals()).containsExactly("fail", "go");

        played.server().fire("go");
        assertThat(played.server().signals()).containsExactly("fail");
    }

    @Test
    void movesOfTheClockAreKnown() {
        Played played = Played.of(web1());
        played.advance("10s");

        assertThat(played.clock.moves()).singleElement().satisfies(move -> {
            assertThat(move.from()).isEqualTo(START);
            assertThat(move.to()).isEqualTo(START.plus(TEN));
        });
    }

    @Test
    void aMomentIsToldAsRealTime() {
        long nanos = System.nanoTime();
        Instant moment = MovableClock.real(nanos);
        assertThat(moment).isCloseTo(Instant.now(), within(1, ChronoUnit.HOURS));
        assertThat(MovableClock.real(nanos + TEN.toNanos())).isEqualTo(moment.plus(TEN));
        assertThat(MovableClock.real(nanos + Duration.ofHours(5).toNanos()))
                .isEqualTo(moment.plus(Duration.ofHours(5)));
    }

    /** The kind: beyond a step that waits for more than time, each loop is passed once, and a life may stay in one for ever. */
    @Test
    void theGatewayIsLookedForBeyondSignalsAndLoops() {
        Played counted = Played.of(web1().gatewayIp(null)
                .step(Step.on("go"))
                .step(Step.on("again").goTo("start", 3))
                .step(Step.on("up").gatewayIp("10.1.0.1")));
        assertThat(counted.admitted(Operation.GATEWAY_IP).gatewayStep()).hasToString("step-1 on signal go");

        Played endless = Played.of(web1().gatewayIp(null)
                .step(Step.on("go"))
                .step(Step.on("again").goTo("start"))
                .step(Step.on("up").gatewayIp("10.1.0.1")));
        assertThat(endless.admitted(Operation.GATEWAY_IP).gatewayStep()).isNull();
    }

    @Test
    void aLifeThatWaitsForARequestHasNoNextChange() {
        Played played = Played.of(web1().begins(Begins.FIRST_REQUEST).step(Step.after(TEN)));
        assertThat(played.simulation().nextChange()).isEmpty();

        played.ask();
        assertThat(played.simulation().nextChange()).contains(START.plus(TEN));
    }
}
