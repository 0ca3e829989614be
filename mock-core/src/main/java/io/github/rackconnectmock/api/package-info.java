/**
 * The faked API as a pure function from {@link io.github.rackconnectmock.api.ApiRequest} to {@link
 * io.github.rackconnectmock.api.ApiAnswer}: no socket, no engine.
 */
@NullMarked
package io.github.rackconnectmock.api;

import org.jspecify.annotations.NullMarked;
