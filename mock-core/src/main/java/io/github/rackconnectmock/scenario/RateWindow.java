package io.github.rackconnectmock.scenario;

import java.time.Duration;

/**
 * What is left of a server's rate window.
 *
 * @param limit the limit
 * @param remaining how many more requests would be answered
 * @param resetsIn how long the window stays open on the mock's clock; zero while none is
 */
public record RateWindow(RateLimit limit, int remaining, Duration resetsIn) {}
