package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.RackConnectMockServer;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Tells mocks apart where only text comes out of a test: the system may give a port again once a mock is closed. */
final class WhichMock {
    private static final Map<RackConnectMockServer, Integer> NUMBERS = Collections.synchronizedMap(new WeakHashMap<>());
    private static final AtomicInteger LAST = new AtomicInteger();

    private WhichMock() {}

    /** The mock's base URL, with a fragment that no other mock has. */
    static String of(RackConnectMockServer mock) {
        return mock.baseUri() + "#" + NUMBERS.computeIfAbsent(mock, isNew -> LAST.incrementAndGet());
    }
}
