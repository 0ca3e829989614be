/** What users can name of the two libraries, and what the extension uses. */
@NullMarked
package io.github.rackconnectmock.api;

import org.jspecify.annotations.NullMarked;
