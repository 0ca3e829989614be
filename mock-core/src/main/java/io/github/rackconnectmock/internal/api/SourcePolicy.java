package io.github.rackconnectmock.internal.api;

/**
 * Which ways to say who asks are used.
 *
 * @param forwardedFor whether an {@code X-Forwarded-For} header is used
 * @param strictSource whether a loopback peer that no server claims is unknown, instead of the scenario's first server
 */
public record SourcePolicy(boolean forwardedFor, boolean strictSource) {
    /** The defaults, made for a developer's machine: both conveniences are on. */
    public static final SourcePolicy DEFAULT = new SourcePolicy(true, false);
}
