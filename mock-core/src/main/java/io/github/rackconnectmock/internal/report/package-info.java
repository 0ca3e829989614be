/**
 * What happened in a mock, to look at: the document that the live page draws, and reports in several formats. Made when somebody
 * asks, from the lives and the journal; nothing here is loaded before.
 */
@NullMarked
package io.github.rackconnectmock.internal.report;

import org.jspecify.annotations.NullMarked;
