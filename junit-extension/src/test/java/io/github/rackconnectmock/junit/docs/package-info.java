/** The documentation is true: what it shows compiles, and runs. */
@NullMarked
package io.github.rackconnectmock.junit.docs;

import org.jspecify.annotations.NullMarked;
