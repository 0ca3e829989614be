package io.github.rackconnectmock.scenario;

import java.time.Instant;

/**
 * A step of a server's life that has begun.
 *
 * @param at when, on the mock's clock; computed from the script, however late anyone looked
 * @param state the server's state from then on
 */
public record BegunStep(Instant at, ServerState state) {}
