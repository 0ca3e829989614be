/**
 * Scenario files: the reader with its located errors, the writer, the JSON Schema and the catalogue of built-in
 * scenarios.
 */
@NullMarked
package io.github.rackconnectmock.internal.scenario.json;

import org.jspecify.annotations.NullMarked;
