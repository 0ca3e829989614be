package io.github.rackconnectmock.scenario;

import java.net.InetAddress;
import java.time.Instant;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * All facts about a server at one instant.
 *
 * @param name its name
 * @param sourceIp the address it asks from
 * @param region the region it is in; {@code null} for a server that each of the six hosts answers
 * @param at the mock's time of this snapshot
 * @param state its state
 * @param since when its step began; {@code null} before its life has begun
 * @param next the step to come; {@code null} after the last
 * @param requests how many of its requests were answered, for each operation that was asked for, by the operation's word
 * @param refused how many of its requests the rate limit refused
 * @param window what is left of the rate window; {@code null} without a limit
 * @param known whether its address is a cloud server's now
 * @param seenAs as whom it is answered now: another server's name or {@link Step.SeenAs#UNKNOWN}; {@code null} for itself
 */
public record ServerSnapshot(
        String name,
        InetAddress sourceIp,
        @Nullable Region region,
        Instant at,
        ServerState state,
        @Nullable Instant since,
        @Nullable NextStep next,
        Map<String, Long> requests,
        long refused,
        @Nullable RateWindow window,
        boolean known,
        @Nullable String seenAs) {}
