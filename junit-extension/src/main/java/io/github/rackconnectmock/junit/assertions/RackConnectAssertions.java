package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions on a mock begin.
 *
 * <pre>{@code
 * assertThat(mock)
 *         .polledNoFasterThan(Duration.ofSeconds(5))
 *         .stoppedAfterDeployed()
 *         .stayedWithinRateLimit();
 * assertThat(mock).requests().from("web1").to(Operation.GATEWAY_IP).inFormat(Format.JSON).hasSize(1);
 * }</pre>
 */
public final class RackConnectAssertions {
    private RackConnectAssertions() {}

    /** Begins assertions on a mock, running or closed, and on the requests that it received so far. */
    public static RackConnectMockAssert assertThat(@Nullable RackConnectMockServer mock) {
        return new RackConnectMockAssert(mock);
    }
}
