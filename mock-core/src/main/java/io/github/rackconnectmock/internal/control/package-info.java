/** The control API as a function from request to answer. It opens no socket. Its routes are in the OpenAPI file. */
@NullMarked
package io.github.rackconnectmock.internal.control;

import org.jspecify.annotations.NullMarked;
