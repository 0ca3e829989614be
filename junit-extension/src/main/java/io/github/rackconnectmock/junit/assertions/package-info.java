/**
 * AssertJ assertions on what a client asked for and how it waited, in the mock's time. Begin with {@link
 * io.github.rackconnectmock.junit.assertions.RackConnectAssertions}.
 */
@NullMarked
package io.github.rackconnectmock.junit.assertions;

import org.jspecify.annotations.NullMarked;
