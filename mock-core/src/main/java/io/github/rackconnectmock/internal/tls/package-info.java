/** Who the mock is to a client that asks over TLS: a certificate authority of its own, or an identity of the user's. */
@NullMarked
package io.github.rackconnectmock.internal.tls;

import org.jspecify.annotations.NullMarked;
