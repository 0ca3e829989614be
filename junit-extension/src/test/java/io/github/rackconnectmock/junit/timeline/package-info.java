/** Tests of timelines. */
@NullMarked
package io.github.rackconnectmock.junit.timeline;

import org.jspecify.annotations.NullMarked;
