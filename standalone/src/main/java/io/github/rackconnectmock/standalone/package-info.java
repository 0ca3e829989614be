/**
 * The runner: the mock as a program. {@link io.github.rackconnectmock.standalone.Runner} reads the command line, each
 * verb is a class of its own and knows no other.
 */
@NullMarked
package io.github.rackconnectmock.standalone;

import org.jspecify.annotations.NullMarked;
