/** The fake as its users meet it: over real sockets. */
@NullMarked
package io.github.rackconnectmock.acceptance;

import org.jspecify.annotations.NullMarked;
