package io.github.rackconnectmock.junit.assertions;

/** Assertions on how the client on one server behaved. */
public class ClientAssert extends AbstractClientAssert<ClientAssert, ReceivedRequests> {
    protected ClientAssert(ReceivedRequests requests) {
        super(requests, requests, ClientAssert.class);
    }

    /**
     * It never had more requests under way at once.
     *
     * @throws IllegalArgumentException for a negative number
     */
    @Override
    public ClientAssert neverMoreAtOnceThan(int requests) {
        return holds(
                "never to have had more than " + requests + " requests under way at once",
                client -> client.neverMoreAtOnceThan(requests));
    }

    /**
     * Its requests came by so many connections at most.
     *
     * @throws IllegalArgumentException for a negative number
     */
    @Override
    public ClientAssert openedAtMost(int connections) {
        return holds(
                "to have come by at most " + connections + " connections", client -> client.openedAtMost(connections));
    }
}
