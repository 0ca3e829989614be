package org.example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.MockLifecycle;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.junit.RackConnectMockExtension;
import java.net.URI;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** Classes of which JUnit makes several, since 5.13. */
class ParameterizedClassTest {

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"JSON", "XML"})
    @RackConnectMock
    class PerMethod {
        private final String format;

        PerMethod(String format) {
            this.format = format;
        }

        @Test
        void one(RackConnectMockServer mock) throws Exception {
            askOnce(mock, format);
        }

        @Nested
        class Inner {
            @Test
            void two(RackConnectMockServer mock) throws Exception {
                askOnce(mock, format);
            }
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"JSON", "XML"})
    @RackConnectMock(lifecycle = MockLifecycle.PER_CLASS)
    class PerClass {
        private static final Set<URI> MOCKS = ConcurrentHashMap.newKeySet();

        private final String format;
        private final RackConnectMockServer mine;

        PerClass(String format, RackConnectMockServer mock) {
            this.format = format;
            this.mine = mock;
            MOCKS.add(mock.baseUri());
        }

        @Test
        void one(RackConnectMockServer mock) throws Exception {
            assertSame(mine, mock);
            askOnce(mock, format);
        }

        @Test
        void two(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
            assertEquals(uri, mine.baseUri());
            askOnce(mock, format);
        }
    }

    @Nested
    @ParameterizedClass
    @ValueSource(strings = {"JSON", "XML"})
    class Registered {
        @RegisterExtension
        static final RackConnectMockExtension MOCK =
                RackConnectMockExtension.builder().build();

        private final String format;
        private final RackConnectMockServer mine;

        Registered(String format, RackConnectMockServer mock) {
            this.format = format;
            this.mine = mock;
        }

        @Test
        void test(RackConnectMockServer mock) throws Exception {
            assertSame(mine, mock);
            askOnce(mock, format);
        }
    }

    @AfterAll
    static void theInvocationsOfAClassShareItsMock() {
        assertEquals(1, PerClass.MOCKS.size());
    }

    private static void askOnce(RackConnectMockServer mock, String format) throws Exception {
        mock.baseUri().resolve("v1/gateway_ip?format=" + format).toURL().openStream().close();
        assertEquals(1, mock.requests().size());
    }
}
