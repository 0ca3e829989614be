package io.github.rackconnectmock.internal.journal;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.conduct.AllFacts;
import io.github.rackconnectmock.internal.conduct.ClientFacts;
import io.github.rackconnectmock.internal.conduct.ConnectionFacts;
import io.github.rackconnectmock.internal.conduct.ConnectionFailure;
import io.github.rackconnectmock.internal.conduct.FailedAttempt;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Scenario;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** The last exchanges, bounded by count and by bytes, the oldest forgotten first. Safe for use by several threads. */
public final class RequestJournal {
    /** What requests that are mistakes may take besides, so that they outlast the journal. */
    private static final int UNEXPECTED_SHARE = 4;

    private final int size;
    private final long mostBytes;
    private final Consumer<Exchange> ended;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    // Guarded by the lock.
    private final HeldExchanges exchanges = new HeldExchanges();
    private long received;
    private long changes;
    private final AllFacts facts = new AllFacts();
    private final UnexpectedRequests unexpected;
    private int waiting;
    private long firstOfScenario = 1;
    private long era;

    /**
     * An empty journal.
     *
     * @param size how many exchanges it holds at most, 0 or more
     * @param mostBytes about how many bytes of memory they take at most
     * @param ended gets each exchange when it has ended, on the event loop, so it must not wait
     */
    public RequestJournal(int size, long mostBytes, Consumer<Exchange> ended) {
        this.size = size;
        this.mostBytes = mostBytes;
        this.ended = ended;
        this.unexpected = new UnexpectedRequests(mostBytes / UNEXPECTED_SHARE);
    }

    /** Adds an exchange and gives it its number. From here on it is part of what its client did. */
    public void add(Exchange exchange) {
        ServerLife life = exchange.life();
        ClientFacts client = life == null ? null : life.client();
        lock.lock();
        try {
            exchange.number(++received);
            facts.begins(exchange, client);
            unexpected.add(exchange);
            if (size > 0) {
                exchanges.add(exchange, exchange.weight());
                while (exchanges.size() > size || exchanges.weight() > mostBytes) {
                    exchanges.removeFirst();
                }
            }
            change();
            exchange.changed(changes);
        } finally {
            lock.unlock();
        }
    }

    /** The client of an exchange sends nothing more, and has probably left. */
    public void leaves(Exchange exchange) {
        ServerLife life = exchange.life();
        ClientFacts client = life == null ? null : life.client();
        lock.lock();
        try {
            if (exchange.leaves()) {
                facts.leaves(exchange, client);
                change();
            }
        } finally {
            lock.unlock();
        }
    }

    /** Says what became of an exchange. */
    public void end(Exchange exchange, Exchange.Outcome outcome) {
        ServerLife life = exchange.life();
        ClientFacts client = life == null ? null : life.client();
        lock.lock();
        try {
            if (!exchange.end(outcome)) {
                return;
            }
            facts.ends(exchange, client, outcome == Exchange.Outcome.DELIVERED);
            change();
            exchange.changed(changes);
        } finally {
            lock.unlock();
        }
        ended.accept(exchange);
    }

    /** The exchanges it holds, the oldest first; a copy. */
    public List<Exchange> exchanges() {
        lock.lock();
        try {
            return exchanges.copy();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What the journal is at a moment.
     *
     * @param era grows when requests are forgotten on purpose, or another scenario begins
     * @param changes grows with each request and each end; an exchange tells which of these was its own
     * @param received how many exchanges there were
     * @param exchanges those it holds, the oldest first
     */
    public record Contents(long era, long changes, long received, List<Exchange> exchanges) {}

    /** What it is now. */
    public Contents contents() {
        lock.lock();
        try {
            return new Contents(era, changes, received, exchanges.copy());
        } finally {
            lock.unlock();
        }
    }

    /** How many exchanges there were since the last {@link #clear}, those forgotten included. */
    public long received() {
        lock.lock();
        try {
            return received;
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all exchanges and counts from 1 again. */
    public void clear() {
        lock.lock();
        try {
            exchanges.clear();
            received = 0;
            firstOfScenario = 1;
            facts.forget();
            unexpected.forget();
            era++;
            change();
        } finally {
            lock.unlock();
        }
    }

    /** Forgets those exchanges that are as wanted. They stay counted. */
    public void remove(Predicate<Exchange> unwanted) {
        lock.lock();
        try {
            exchanges.removeIf(unwanted);
            change();
        } finally {
            lock.unlock();
        }
    }

    /** Another scenario begins: what clients did before is no part of their conduct any more. Exchanges stay. */
    public void startOver() {
        lock.lock();
        try {
            facts.startOver();
            firstOfScenario = received + 1;
            era++;
            change();
        } finally {
            lock.unlock();
        }
    }

    /**
     * A connection has failed.
     *
     * @param server whose it was; {@code null} for no server's
     * @param attempt what the client tried by it; {@code null} where it may have had nothing to ask
     */
    public void failed(
            ConnectionFailure failure,
            ConnectionFacts connection,
            @Nullable ServerLife server,
            @Nullable FailedAttempt attempt) {
        ClientFacts client = server == null ? null : server.client();
        lock.lock();
        try {
            facts.failed(failure, connection, client, attempt);
            change();
        } finally {
            lock.unlock();
        }
    }

    /**
     * What clients did up to now, all at one moment.
     *
     * @param servers the servers of the scenario that is played
     */
    public ConductSnapshot conduct(Collection<ServerLife> servers) {
        lock.lock();
        try {
            List<ClientFacts> clients = new ArrayList<>();
            for (ServerLife server : servers) {
                ClientFacts client = server.conduct(facts.epoch());
                if (client != null) {
                    clients.add(client);
                }
            }
            return new ConductSnapshot(
                    exchanges.copy(),
                    received,
                    firstOfScenario,
                    clients,
                    facts.kinds(),
                    facts.mostAtOnce(),
                    facts.connections(),
                    facts.failedConnections(),
                    facts.failures(),
                    unexpected.count(),
                    unexpected.first(),
                    changes);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until the exchanges are as wanted. The predicate runs on the caller's thread, outside the lock, so that it may
     * take its time and ask the mock.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether they came to be as wanted in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean await(Predicate<List<Exchange>> wanted, Duration timeout) throws InterruptedException {
        long deadline = deadline(timeout);
        while (true) {
            long seen;
            List<Exchange> now;
            lock.lock();
            try {
                seen = changes;
                now = exchanges.copy();
            } finally {
                lock.unlock();
            }
            if (wanted.test(now)) {
                return true;
            }
            if (!awaitChange(seen, deadline)) {
                return false;
            }
        }
    }

    /**
     * Waits until something happens after a moment.
     *
     * @param timeout how long to wait at most, in real time
     * @return whether something happened in time
     * @throws InterruptedException if the thread is interrupted meanwhile
     */
    public boolean awaitChangeAfter(ConductSnapshot seen, Duration timeout) throws InterruptedException {
        return awaitChange(seen.changes(), deadline(timeout));
    }

    /** Half of what there is at most, so that the sum doesn't overflow. */
    private static long deadline(Duration timeout) {
        boolean isLong = timeout.compareTo(Duration.ofNanos(Long.MAX_VALUE / 2)) > 0;
        return System.nanoTime() + (isLong ? Long.MAX_VALUE / 2 : timeout.toNanos());
    }

    private boolean awaitChange(long seen, long deadline) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            waiting++;
            while (changes == seen) {
                long left = deadline - System.nanoTime();
                if (left <= 0) {
                    return false;
                }
                changed.awaitNanos(left);
            }
            return true;
        } finally {
            waiting--;
            lock.unlock();
        }
    }

    /** What the expectations of a scenario that is played come to by now. */
    public List<ExpectationJudge.Judged> expectations(Simulation playing) {
        Scenario scenario = playing.scenario();
        return ExpectationJudge.judge(
                scenario.expectations(),
                conduct(playing.servers().all()),
                scenario.rateLimit(),
                playing.clock().micros());
    }

    private void change() {
        changes++;
        if (waiting > 0) {
            changed.signalAll();
        }
    }
}
