@NullMarked
package io.github.rackconnectmock.standalone;

import org.jspecify.annotations.NullMarked;
