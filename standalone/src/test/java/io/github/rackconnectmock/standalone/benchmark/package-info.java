/**
 * The mock compared with WireMock, bare Netty and okhttp's MockWebServer in one run. CONTRIBUTING.md has the command,
 * docs/performance.md the figures. No test asserts a time.
 */
@NullMarked
package io.github.rackconnectmock.standalone.benchmark;

import org.jspecify.annotations.NullMarked;
