package io.github.rackconnectmock.internal.tls;

import io.github.rackconnectmock.scenario.FaultEffect;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * An identity that is made when it is first needed, and its server context, each at most once: by the first caller that
 * blocks for it, or on the executor of one that doesn't. A caller that blocks never waits for an executor's queue, only
 * for a thread that is already at work. A failure is final and given to each caller. Thread-safe.
 */
public final class LazyIdentity {
    private final Once<TlsIdentity> identity;
    private final Once<SSLContext> serverContext;
    private final Map<FaultEffect.Certificate.Problem, Once<TlsIdentity>> flawed =
            new EnumMap<>(FaultEffect.Certificate.Problem.class);

    /**
     * Makes nothing yet.
     *
     * @param source makes the identity; it is called at most once, on any thread that asks
     */
    public LazyIdentity(Supplier<TlsIdentity> source) {
        identity = new Once<>(source);
        serverContext = new Once<>(() -> identity.get().serverContext());
        for (FaultEffect.Certificate.Problem problem : FaultEffect.Certificate.Problem.values()) {
            flawed.put(problem, new Once<>(() -> identity.get().with(problem)));
        }
    }

    /**
     * The identity. Blocks while it is made, so this isn't for an event loop.
     *
     * @throws RuntimeException as the source threw it, the same for each caller
     */
    public TlsIdentity get() {
        return identity.get();
    }

    /**
     * The identity's server context. Blocks while it is made, so this isn't for an event loop.
     *
     * @throws RuntimeException as the source threw it, the same for each caller
     */
    public SSLContext serverContext() {
        return serverContext.get();
    }

    /** The identity's server context if it is already made. Never blocks and makes nothing. */
    public @Nullable SSLContext serverContextNow() {
        return serverContext.now();
    }

    /**
     * Calls back with the server context as soon as it is there. Never blocks, unless the executor runs its tasks on the
     * caller's thread.
     *
     * @param makeOn where the context is made if no thread has begun to
     * @param ready gets the context, on the caller's thread if it is there already, else on the one that made it; what
     *     it throws is lost
     * @param failed gets, instead, what the source threw, or the executor's refusal; the latter concerns this call only
     */
    public void whenReady(Executor makeOn, Consumer<SSLContext> ready, Consumer<Throwable> failed) {
        serverContext.whenReady(makeOn, ready, failed);
    }

    /**
     * Calls back, as {@link #whenReady(Executor, Consumer, Consumer)}, with a server context whose certificate has a problem.
     * Each call has a context of its own, so that no client goes on with the session of an earlier connection.
     */
    public void whenReadyWith(
            FaultEffect.Certificate.Problem problem,
            Executor makeOn,
            Consumer<SSLContext> ready,
            Consumer<Throwable> failed) {
        Once<TlsIdentity> known = flawed.get(problem);
        if (known != null) {
            known.whenReady(makeOn, made -> ready.accept(made.serverContext()), failed);
        }
    }

    private static final class Once<T> {
        private final Supplier<T> source;
        private final AtomicBoolean begun = new AtomicBoolean();
        private final CompletableFuture<T> result = new CompletableFuture<>();

        Once(Supplier<T> source) {
            this.source = source;
        }

        T get() {
            makeUnlessBegun();
            try {
                return result.join();
            } catch (CompletionException e) {
                if (e.getCause() instanceof RuntimeException exception) {
                    throw exception;
                }
                if (e.getCause() instanceof Error error) {
                    throw error;
                }
                throw e;
            }
        }

        @Nullable
        T now() {
            return result.isCompletedExceptionally() ? null : result.getNow(null);
        }

        void whenReady(Executor makeOn, Consumer<T> ready, Consumer<Throwable> failed) {
            if (!begun.get()) {
                try {
                    // Several tasks may be queued; all but the first to run do nothing.
                    makeOn.execute(this::makeUnlessBegun);
                } catch (RejectedExecutionException e) {
                    failed.accept(e);
                    return;
                }
            }
            var unused = result.whenComplete((made, failure) -> {
                if (failure == null) {
                    ready.accept(made);
                } else {
                    failed.accept(failure);
                }
            });
        }

        private void makeUnlessBegun() {
            if (!begun.compareAndSet(false, true)) {
                return;
            }
            try {
                result.complete(source.get());
            } catch (RuntimeException e) {
                result.completeExceptionally(e);
            } catch (Error e) {
                result.completeExceptionally(e);
                // An executor's thread must not hide that the JVM is out of memory.
                throw e;
            }
        }
    }
}
