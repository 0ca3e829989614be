/** The whole fake without a socket: the scenario that is played, its answers, and the journal of them. */
@NullMarked
package io.github.rackconnectmock.internal.fake;

import org.jspecify.annotations.NullMarked;
