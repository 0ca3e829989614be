package io.github.rackconnectmock.internal.api;

import java.net.InetAddress;
import java.util.List;

/**
 * Which ways to say who asks are used.
 *
 * @param forwardedFor whether an {@code X-Forwarded-For} header is used
 * @param strictSource whether a loopback peer that no server claims is unknown, instead of the scenario's first server
 * @param firstServerFor networks whose peers are the scenario's first server too where no server claims them
 */
public record SourcePolicy(boolean forwardedFor, boolean strictSource, List<Network> firstServerFor) {
    /** The defaults, made for a developer's machine: both conveniences are on. */
    public static final SourcePolicy DEFAULT = new SourcePolicy(true, false);

    public SourcePolicy {
        firstServerFor = List.copyOf(firstServerFor);
    }

    /** A policy without such networks. */
    public SourcePolicy(boolean forwardedFor, boolean strictSource) {
        this(forwardedFor, strictSource, List.of());
    }

    /** Whether a peer that no server claims is the scenario's first server. */
    boolean isFirstServer(InetAddress peer) {
        return (peer.isLoopbackAddress() && !strictSource)
                || firstServerFor.stream().anyMatch(network -> network.contains(peer));
    }
}
