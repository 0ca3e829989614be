/** What was seen of real servers, turned into scenarios. Functions of what was seen: nothing here asks, waits or reads a clock. */
@NullMarked
package io.github.rackconnectmock.internal.recording;

import org.jspecify.annotations.NullMarked;
