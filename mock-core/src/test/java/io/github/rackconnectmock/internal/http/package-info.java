@NullMarked
package io.github.rackconnectmock.internal.http;

import org.jspecify.annotations.NullMarked;
