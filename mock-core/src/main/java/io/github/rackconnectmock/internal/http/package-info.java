/**
 * Connections: everything between a socket and a function from request to exchange. Only this package knows Netty. All of a
 * connection's state belongs to the event loop; what may block runs on other threads and comes back to it.
 */
@NullMarked
package io.github.rackconnectmock.internal.http;

import org.jspecify.annotations.NullMarked;
