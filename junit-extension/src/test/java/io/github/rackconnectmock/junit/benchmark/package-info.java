/** What a mock for each test method costs. */
@NullMarked
package io.github.rackconnectmock.junit.benchmark;

import org.jspecify.annotations.NullMarked;
