@NullMarked
package io.github.rackconnectmock.internal.tls;

import org.jspecify.annotations.NullMarked;
