/**
 * What clients did, as running facts for each server: small, and apart from the journal, which forgets. Verdicts on clients come
 * from these facts alone.
 */
@NullMarked
package io.github.rackconnectmock.internal.conduct;

import org.jspecify.annotations.NullMarked;
