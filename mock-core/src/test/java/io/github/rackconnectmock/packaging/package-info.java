/** What the jar has in it, and what its pom asks for. */
@NullMarked
package io.github.rackconnectmock.packaging;

import org.jspecify.annotations.NullMarked;
