/** What was asked and what was answered. */
@NullMarked
package io.github.rackconnectmock.internal.journal;

import org.jspecify.annotations.NullMarked;
