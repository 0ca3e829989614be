package io.github.rackconnectmock.junit.assertions;

/** Assertions on how the client on one server behaved. */
public class ClientAssert extends AbstractClientAssert<ClientAssert, ReceivedRequests> {
    protected ClientAssert(ReceivedRequests requests) {
        super(requests, requests, ClientAssert.class);
    }
}
