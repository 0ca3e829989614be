/** What WireMock doesn't tell of a connection, and can't do with one. The only room that knows Jetty. Internal. */
@NullMarked
package io.github.rackconnectmock.internal.wiremock.jetty;

import org.jspecify.annotations.NullMarked;
