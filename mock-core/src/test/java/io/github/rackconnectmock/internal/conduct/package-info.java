@NullMarked
package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.NullMarked;
