/**
 * The simulation: the clock, the life of each server, its rate limit, and the servers by name and address. All times are the
 * mock's. There are no timers and no threads.
 */
@NullMarked
package io.github.rackconnectmock.internal.simulation;

import org.jspecify.annotations.NullMarked;
