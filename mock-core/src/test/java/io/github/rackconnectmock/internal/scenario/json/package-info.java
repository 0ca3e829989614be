/** Tests of scenario files, against the examples in {@code src/test/resources/scenarios}. */
@NullMarked
package io.github.rackconnectmock.internal.scenario.json;

import org.jspecify.annotations.NullMarked;
