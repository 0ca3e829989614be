package io.github.rackconnectmock.internal.api;

/**
 * Who is believed to be asking.
 *
 * @param forwardedFor whether an {@code X-Forwarded-For} header is heard
 * @param strictSource whether a loopback peer that no server claims is unknown, instead of the scenario's first server
 */
public record SourcePolicy(boolean forwardedFor, boolean strictSource) {
    /** What a developer's machine wants: both conveniences on. */
    public static final SourcePolicy DEFAULT = new SourcePolicy(true, false);
}
