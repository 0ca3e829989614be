/**
 * The JUnit Jupiter extension: one annotation and a test stands in front of a scripted RackConnect. Works with JUnit 5.10
 * to 6.x.
 */
@NullMarked
package io.github.rackconnectmock.junit;

import org.jspecify.annotations.NullMarked;
