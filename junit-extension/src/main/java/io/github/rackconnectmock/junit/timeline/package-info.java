/** What happened at a mock, for people to read. */
@NullMarked
package io.github.rackconnectmock.junit.timeline;

import org.jspecify.annotations.NullMarked;
