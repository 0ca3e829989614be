package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;

/** Assertions on a mock's clients, of one moment: requests that come in after it was made don't change it. */
public class RackConnectMockAssert extends AbstractClientAssert<RackConnectMockAssert, RackConnectMockServer> {

    protected RackConnectMockAssert(RackConnectMockServer mock) {
        super(mock, ReceivedRequests.of(mock), RackConnectMockAssert.class);
    }

    /** Goes on with all requests, those of unknown callers too. */
    public RequestsAssert requests() {
        return factory().requests(received()).as(descriptionText());
    }

    /**
     * Goes on with the client on one server.
     *
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public ClientAssert client(String server) {
        return factory().client(received().from(server)).as(descriptionText());
    }

    /**
     * Waits until assertions hold, for clients on other threads: they are tried at once and anew at each request that comes
     * in, on a view of that moment.
     *
     * <pre>{@code
     * assertThat(mock).eventually(ofSeconds(5), now -> now.requests().to(Operation.GATEWAY_IP).isNotEmpty());
     * }</pre>
     *
     * @param timeout how long to wait at most, in real time; then the last failure is thrown
     * @param assertions throw an {@link AssertionError} as long as they don't hold
     * @return assertions on what was received when they held
     */
    public RackConnectMockAssert eventually(Duration timeout, Consumer<RackConnectMockAssert> assertions) {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (true) {
            RackConnectMockAssert now = new RackConnectMockAssert(actual).as(descriptionText());
            try {
                assertions.accept(now);
                return factory().mock(actual).as(descriptionText());
            } catch (AssertionError failure) {
                if (!awaitsAnotherRequest(now, Duration.ofNanos(deadline - System.nanoTime()))) {
                    throw failure;
                }
            }
        }
    }

    private boolean awaitsAnotherRequest(RackConnectMockAssert seen, Duration timeout) {
        long last = lastNumber(seen.received().requests());
        try {
            return actual.awaitRequests(requests -> lastNumber(requests) != last, timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static long lastNumber(List<RecordedRequest> requests) {
        return requests.isEmpty() ? 0 : requests.get(requests.size() - 1).number();
    }
}
