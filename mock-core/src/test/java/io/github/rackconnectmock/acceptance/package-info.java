/** The mock as its users see it: over real sockets. */
@NullMarked
package io.github.rackconnectmock.acceptance;

import org.jspecify.annotations.NullMarked;
