package io.github.rackconnectmock.internal.wiremock.jetty;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/** One request and its answer, as far as the connection is concerned. */
public final class Exchange {
    private final InetAddress peer;
    private final @Nullable String host;
    private final @Nullable String proxyUser;
    private volatile long dueNanos = System.nanoTime();

    Exchange(InetAddress peer, @Nullable String host, @Nullable String proxyUser) {
        this.peer = peer;
        this.host = host;
        this.proxyUser = proxyUser;
    }

    /** The address of whoever opened the connection, whatever the request's headers say. */
    public InetAddress peer() {
        return peer;
    }

    /** The host that was asked; {@code null} if the request named none. */
    public @Nullable String host() {
        return host;
    }

    /** The user that the forward proxy was told, a server's name or address; {@code null} for none. */
    public @Nullable String proxyUser() {
        return proxyUser;
    }

    /** Says that the answer is sent so much later. */
    public void delay(long millis) {
        dueNanos = System.nanoTime() + millis * 1_000_000;
    }

    boolean isDueWithin(long nanos, long now) {
        return dueNanos - now <= nanos;
    }
}
