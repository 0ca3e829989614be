/** What an answer costs without sockets. CONTRIBUTING.md has the commands, docs/performance.md the figures. No test asserts a time. */
@NullMarked
package io.github.rackconnectmock.benchmark;

import org.jspecify.annotations.NullMarked;
