/**
 * The API as a function from {@link io.github.rackconnectmock.internal.api.ApiRequest} to {@link
 * io.github.rackconnectmock.internal.api.Exchange}. It opens no socket.
 */
@NullMarked
package io.github.rackconnectmock.internal.api;

import org.jspecify.annotations.NullMarked;
