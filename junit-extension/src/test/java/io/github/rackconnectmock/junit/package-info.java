/** Tests of the extension: those that use it as users do, and those that look at how JUnit runs such classes. */
@NullMarked
package io.github.rackconnectmock.junit;

import org.jspecify.annotations.NullMarked;
