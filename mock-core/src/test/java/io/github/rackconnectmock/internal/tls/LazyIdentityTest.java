package io.github.rackconnectmock.internal.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LazyIdentityTest {
    private final AtomicInteger calls = new AtomicInteger();
    private final List<SSLContext> contexts = new ArrayList<>();
    private final List<Throwable> failures = new ArrayList<>();
    private final Queue<Runnable> queue = new ArrayDeque<>();

    private LazyIdentity counted(Supplier<TlsIdentity> source) {
        return new LazyIdentity(() -> {
            calls.incrementAndGet();
            return source.get();
        });
    }

    private static TlsIdentity failing() {
        throw new IllegalStateException("no luck");
    }

    private void runQueue() {
        for (Runnable task = queue.poll(); task != null; task = queue.poll()) {
            task.run();
        }
    }

    @Test
    void nothingIsMadeUntilSomebodyAsks() {
        LazyIdentity identity = counted(TlsIdentity::made);
        assertThat(identity.serverContextNow()).isNull();
        assertThat(calls).hasValue(0);

        TlsIdentity made = identity.get();
        assertThat(identity.serverContextNow())
                .as("asked for the identity alone")
                .isNull();
        SSLContext context = identity.serverContext();
        assertThat(identity.serverContextNow()).isSameAs(context);
        assertThat(identity.serverContext()).isSameAs(context);
        assertThat(identity.get()).isSameAs(made);
        assertThat(calls).hasValue(1);
    }

    @Test
    void allThatAskAtOnceGetTheSame() throws Exception {
        int askers = 12;
        LazyIdentity identity = counted(TlsIdentity::made);
        CyclicBarrier together = new CyclicBarrier(askers);
        Set<Object> identities = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        Set<Object> made = Collections.synchronizedSet(Collections.newSetFromMap(new IdentityHashMap<>()));
        ExecutorService threads = Executors.newFixedThreadPool(askers);
        ExecutorService makers = Executors.newFixedThreadPool(2);
        try {
            List<Future<?>> all = new ArrayList<>();
            for (int i = 0; i < askers; i++) {
                int kind = i % 3;
                all.add(threads.submit(() -> {
                    together.await();
                    switch (kind) {
                        case 0 -> identities.add(identity.get());
                        case 1 -> made.add(identity.serverContext());
                        default -> {
                            CompletableFuture<SSLContext> told = new CompletableFuture<>();
                            identity.whenReady(makers, told::complete, told::completeExceptionally);
                            made.add(told.get());
                        }
                    }
                    return null;
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        } finally {
            threads.shutdownNow();
            makers.shutdownNow();
        }
        assertThat(calls).hasValue(1);
        assertThat(identities).hasSize(1);
        assertThat(made).hasSize(1);
    }

    @Test
    void whoDoesNotBlockIsCalledBackOnceTheExecutorHasMadeIt() {
        LazyIdentity identity = counted(TlsIdentity::made);
        identity.whenReady(queue::add, contexts::add, failures::add);
        identity.whenReady(queue::add, contexts::add, failures::add);
        assertThat(calls).hasValue(0);
        assertThat(contexts).isEmpty();

        runQueue();
        SSLContext context = identity.serverContext();
        assertThat(contexts).containsExactly(context, context);

        identity.whenReady(queue::add, contexts::add, failures::add);
        assertThat(contexts).hasSize(3);
        assertThat(queue).as("no executor is needed for what is there").isEmpty();
        assertThat(failures).isEmpty();
        assertThat(calls).hasValue(1);
    }

    @Test
    void whoBlocksDoesNotWaitForAnExecutorsQueue() {
        LazyIdentity identity = counted(TlsIdentity::made);
        identity.whenReady(queue::add, contexts::add, failures::add);

        SSLContext context = identity.serverContext();
        assertThat(contexts).containsExactly(context);
        runQueue();
        assertThat(contexts).containsExactly(context);
        assertThat(calls).hasValue(1);
    }

    @Test
    void eachCallerGetsTheFailureAndNoneTriesAgain() {
        LazyIdentity identity = counted(LazyIdentityTest::failing);
        identity.whenReady(queue::add, contexts::add, failures::add);
        runQueue();
        identity.whenReady(queue::add, contexts::add, failures::add);
        assertThat(failures)
                .hasSize(2)
                .allSatisfy(failure -> assertThat(failure)
                        .isInstanceOf(IllegalStateException.class)
                        .hasMessage("no luck"));
        assertThatThrownBy(identity::get).isSameAs(failures.get(0));
        assertThatThrownBy(identity::serverContext).isSameAs(failures.get(0));
        assertThat(identity.serverContextNow()).isNull();
        assertThat(contexts).isEmpty();
        assertThat(calls).hasValue(1);
    }

    @Test
    void anErrorReachesTheExecutorsThreadToo() {
        OutOfMemoryError error = new OutOfMemoryError("not really");
        LazyIdentity identity = counted(() -> {
            throw error;
        });
        identity.whenReady(queue::add, contexts::add, failures::add);
        assertThatThrownBy(this::runQueue).isSameAs(error);
        assertThat(failures).containsExactly(error);
        assertThatThrownBy(identity::get).isSameAs(error);
    }

    @Test
    void anExecutorsRefusalConcernsOneCallOnly() {
        LazyIdentity identity = counted(TlsIdentity::made);
        ExecutorService closed = Executors.newSingleThreadExecutor();
        closed.shutdown();
        identity.whenReady(closed, contexts::add, failures::add);
        assertThat(failures).singleElement().isInstanceOf(RejectedExecutionException.class);

        identity.whenReady(queue::add, contexts::add, failures::add);
        runQueue();
        assertThat(contexts).containsExactly(identity.serverContext());
        assertThat(failures).hasSize(1);
    }

    @Test
    void aCallbackThatThrowsKeepsNoOtherFromBeingCalled() {
        LazyIdentity identity = counted(TlsIdentity::made);
        identity.whenReady(queue::add, contexts::add, failures::add);
        identity.whenReady(
                queue::add,
                context -> {
                    throw new IllegalStateException("mine");
                },
                failures::add);
        identity.whenReady(queue::add, contexts::add, failures::add);
        runQueue();
        assertThat(contexts).hasSize(2);
        assertThat(failures).isEmpty();
    }

    @Test
    void anInterruptedThreadGetsItAndStaysInterrupted() throws Exception {
        LazyIdentity identity = counted(TlsIdentity::made);
        CompletableFuture<Boolean> stillInterrupted = new CompletableFuture<>();
        Thread thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            identity.serverContext();
            stillInterrupted.complete(Thread.currentThread().isInterrupted());
        });
        thread.start();
        assertThat(stillInterrupted.get(30, TimeUnit.SECONDS)).isTrue();
        thread.join();
    }
}
