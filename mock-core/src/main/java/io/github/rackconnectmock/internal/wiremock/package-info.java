/**
 * WireMock, loaded on demand. From then on users' stubs come before the mock's answers. Only this package knows WireMock, and
 * nothing in it listens, writes a file or calls another server.
 */
@NullMarked
package io.github.rackconnectmock.internal.wiremock;

import org.jspecify.annotations.NullMarked;
