/** Tests of the assertions, each with a client that passes and one that fails. */
@NullMarked
package io.github.rackconnectmock.junit.assertions;

import org.jspecify.annotations.NullMarked;
