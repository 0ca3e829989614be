/**
 * What happens: the clock, where each server is in its life, its rate limit, and who has which address. Every instant is
 * the mock's; there are no timers and no threads.
 */
@NullMarked
package io.github.rackconnectmock.internal.simulation;

import org.jspecify.annotations.NullMarked;
