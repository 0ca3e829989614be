/** Tests of what makes a scenario good. */
@NullMarked
package io.github.rackconnectmock.scenario;

import org.jspecify.annotations.NullMarked;
