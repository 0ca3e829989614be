package io.github.rackconnectmock.internal.api;

import java.net.InetAddress;
import java.util.List;

/**
 * Who is believed to be asking.
 *
 * @param forwardedFor whether an {@code X-Forwarded-For} header is heard
 * @param strictSource whether a loopback peer that no server claims is unknown, instead of the scenario's first server
 * @param firstServerFor networks whose peers are the scenario's first server too where no server claims them
 */
public record SourcePolicy(boolean forwardedFor, boolean strictSource, List<Network> firstServerFor) {
    /** What a developer's machine wants: both conveniences on. */
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
