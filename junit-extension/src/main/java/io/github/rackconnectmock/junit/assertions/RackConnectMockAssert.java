package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Assertions on a mock's clients, of one moment: requests that come in after it was made don't change it. */
public class RackConnectMockAssert extends AbstractClientAssert<RackConnectMockAssert, RackConnectMockServer> {

    @SuppressWarnings("NullAway") // AssertJ's own assertions take null, and fail when something is asserted of it.
    protected RackConnectMockAssert(@Nullable RackConnectMockServer mock) {
        super(mock, mock == null ? null : ReceivedRequests.of(mock), RackConnectMockAssert.class);
    }

    /**
     * All clients together never had more requests under way at once.
     *
     * @throws IllegalArgumentException for a negative number
     */
    @Override
    public RackConnectMockAssert neverMoreAtOnceThan(int requests) {
        return holdsForAll(
                "never to have had more than " + requests + " requests under way at once",
                received().conduct().neverMoreAtOnceThan(requests));
    }

    /**
     * All clients together opened so many connections at most, those without a request included.
     *
     * @throws IllegalArgumentException for a negative number
     */
    @Override
    public RackConnectMockAssert openedAtMost(int connections) {
        return holdsForAll(
                "to have opened at most " + connections + " connections",
                received().conduct().openedAtMost(connections));
    }

    /**
     * All clients together never made more requests within a time, wherever it begins. Fails if the journal has forgotten
     * requests and those that it holds don't show the opposite.
     *
     * @throws IllegalArgumentException for a negative number or duration
     */
    public RackConnectMockAssert neverMoreThan(int requests, Duration within) {
        return holdsForAll(
                "never to have made more than " + requests + " requests within " + text(within),
                received().conduct().neverMoreThan(requests, within));
    }

    private RackConnectMockAssert holdsForAll(String expectation, Verdict verdict) {
        if (received().clients().isEmpty() && received().conduct().connections() == 0) {
            return holds(expectation, client -> verdict);
        }
        if (verdict.kind() != Verdict.Kind.GOOD) {
            fail("all clients together", expectation, List.of(verdict.why()));
        }
        return this;
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
     * Waits until assertions hold, for clients on other threads: they are tried at once, and again whenever a request comes or
     * an answer ends, on a view of that moment.
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
        text(timeout);
        isNotNull();
        boolean isLong = timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0;
        long deadline = System.nanoTime() + (isLong ? Long.MAX_VALUE / 2 : timeout.toNanos());
        while (true) {
            RackConnectMockAssert now = new RackConnectMockAssert(actual).as(descriptionText());
            try {
                assertions.accept(now);
                return factory().mock(actual).as(descriptionText());
            } catch (AssertionError failure) {
                if (!awaitsChange(now, Duration.ofNanos(deadline - System.nanoTime()))) {
                    throw failure;
                }
            }
        }
    }

    private boolean awaitsChange(RackConnectMockAssert seen, Duration timeout) {
        try {
            return actual.awaitChangeAfter(seen.received().conduct(), timeout);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
