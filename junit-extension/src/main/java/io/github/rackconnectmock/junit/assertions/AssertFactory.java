package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import org.jspecify.annotations.Nullable;

/** Makes the assertions that others lead to: hard ones from hard ones, soft ones from soft ones. */
interface AssertFactory {
    /** Failures are thrown at once. */
    AssertFactory HARD = new AssertFactory() {
        @Override
        public RackConnectMockAssert mock(@Nullable RackConnectMockServer mock) {
            return new RackConnectMockAssert(mock);
        }

        @Override
        public ClientAssert client(ReceivedRequests requests) {
            return new ClientAssert(requests);
        }

        @Override
        public RequestsAssert requests(ReceivedRequests requests) {
            return new RequestsAssert(requests);
        }
    };

    RackConnectMockAssert mock(@Nullable RackConnectMockServer mock);

    ClientAssert client(ReceivedRequests requests);

    RequestsAssert requests(ReceivedRequests requests);
}
