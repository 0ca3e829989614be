/**
 * A programmable mock of the RackConnect v2.0 API. {@link io.github.rackconnectmock.RackConnectMockServer} is where to
 * begin.
 */
@NullMarked
package io.github.rackconnectmock;

import org.jspecify.annotations.NullMarked;
