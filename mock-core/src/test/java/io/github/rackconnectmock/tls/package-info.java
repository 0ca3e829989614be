@NullMarked
package io.github.rackconnectmock.tls;

import org.jspecify.annotations.NullMarked;
