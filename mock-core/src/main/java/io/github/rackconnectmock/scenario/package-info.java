/**
 * What a user writes: the cloud servers of a scenario and the life of each. Immutable values without behaviour
 * of their own; the words are those of the scenario files.
 */
@NullMarked
package io.github.rackconnectmock.scenario;

import org.jspecify.annotations.NullMarked;
