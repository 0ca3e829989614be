/**
 * The faked API as a pure function from {@link io.github.rackconnectmock.internal.api.ApiRequest} to {@link
 * io.github.rackconnectmock.internal.api.ApiAnswer}: no socket, no engine.
 */
@NullMarked
package io.github.rackconnectmock.internal.api;

import org.jspecify.annotations.NullMarked;
