/** The fake behind WireMock: its stubs, its transformer, its journal and its control routes. Internal. */
@NullMarked
package io.github.rackconnectmock.internal.wiremock;

import org.jspecify.annotations.NullMarked;
