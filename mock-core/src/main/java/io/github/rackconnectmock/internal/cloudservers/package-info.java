/**
 * The Cloud Servers API as a function from request to exchange, on the lives that the RackConnect API tells: OpenStack Identity
 * v2.0 and Compute v2, as far as real clients ask.
 */
@NullMarked
package io.github.rackconnectmock.internal.cloudservers;

import org.jspecify.annotations.NullMarked;
