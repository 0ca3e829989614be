package io.github.rackconnectmock.internal.simulation;

import static io.github.rackconnectmock.internal.simulation.Played.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Step;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A gateway that is assigned once it has been asked for often enough. */
class GatewayByRequestsTest {
    @Test
    void theRequestThatWasStillMissingIsToldThatTheStepHasBegun() {
        Played played = Played.of(
                web1().gatewayIp(null).step(Step.afterRequests(2).name("ready").gatewayIp("10.1.0.1")));
        assertThat(played.admitted(Operation.GATEWAY_IP).gatewayStep()).hasToString("ready after 1 request");

        Admission.Admitted second = played.admitted(Operation.GATEWAY_IP);

        assertThat(second.state().gatewayIp()).isNull();
        assertThat(second.gatewayStep())
                .isEqualTo(new NextStep("ready", Step.afterRequests(2).trigger(), Duration.ZERO));
        assertThat(played.admitted(Operation.GATEWAY_IP).state().gatewayIp()).isEqualTo("10.1.0.1");
    }
}
