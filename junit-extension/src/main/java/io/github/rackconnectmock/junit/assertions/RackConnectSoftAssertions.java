package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import org.assertj.core.api.AbstractSoftAssertions;
import org.jspecify.annotations.Nullable;

/**
 * Assertions that all are tried, and whose failures {@link #assertAll()} throws together.
 *
 * <pre>{@code
 * RackConnectSoftAssertions softly = new RackConnectSoftAssertions();
 * softly.assertThat(mock).stoppedAfterDeployed().stayedWithinRateLimit();
 * softly.assertThat(mock).requests().answered(404).isEmpty();
 * softly.assertAll();
 * }</pre>
 */
public class RackConnectSoftAssertions extends AbstractSoftAssertions {
    private final AssertFactory soft = new AssertFactory() {
        @Override
        @SuppressWarnings("NullAway") // The assertion takes null, and fails when something is asserted of it.
        public RackConnectMockAssert mock(@Nullable RackConnectMockServer mock) {
            return proxy(RackConnectMockAssert.class, RackConnectMockServer.class, mock)
                    .leadingTo(this);
        }

        @Override
        public ClientAssert client(ReceivedRequests requests) {
            return proxy(ClientAssert.class, ReceivedRequests.class, requests).leadingTo(this);
        }

        @Override
        public RequestsAssert requests(ReceivedRequests requests) {
            return proxy(RequestsAssert.class, ReceivedRequests.class, requests).leadingTo(this);
        }
    };

    /** Begins assertions on a mock, running or closed, and on the requests that it received so far. */
    public RackConnectMockAssert assertThat(@Nullable RackConnectMockServer mock) {
        return soft.mock(mock);
    }
}
