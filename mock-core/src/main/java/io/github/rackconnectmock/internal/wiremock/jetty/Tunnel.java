package io.github.rackconnectmock.internal.wiremock.jetty;

import org.jspecify.annotations.Nullable;

/**
 * What a client told the forward proxy.
 *
 * @param host one of the six hosts
 * @param user the user name; {@code null} for none
 */
record Tunnel(String host, @Nullable String user) {}
