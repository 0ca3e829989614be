package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A thread that the code under test left interrupted, and threads that a mock leaves behind. */
class InterruptedThreadTest {
    @AfterEach
    void calmDown() {
        Thread.interrupted();
    }

    @Test
    void closingFinishesAndKeepsTheFlag() throws IOException {
        RackConnectMockServer mock = RackConnectMockServer.start();
        URI base = mock.baseUri();
        Wire.get(base, "v1/automation_status");

        Thread.currentThread().interrupt();
        mock.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThatThrownBy(() -> Wire.get(base, "v1/automation_status")).isInstanceOf(ConnectException.class);
    }

    @Test
    void startingFinishesAndKeepsTheFlag() throws IOException {
        Thread.currentThread().interrupt();
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().httpsPort(0).start()) {
            assertThat(Thread.interrupted()).isTrue();
            assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
        }
    }

    @Test
    void everythingThatIsAskedOfAMockWorksInAnInterruptedThread() {
        try (RackConnectMockServer mock =
                RackConnectMockServer.builder().httpsPort(0).start()) {
            Thread.currentThread().interrupt();
            assertThat(mock.caCertificatePem()).startsWith("-----BEGIN CERTIFICATE-----");
            assertThat(mock.sslContext()).isNotNull();
            assertThat(mock.proxySelector("web1")).isNotNull();
            mock.reset();
            assertThat(mock.wireMock()).isNotNull();
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void afterTheLastCloseNoThreadIsLeft() throws Exception {
        // The first one may start threads of the JVM's own.
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            Wire.get(mock.baseUri(), "v1/automation_status");
        }
        Set<Thread> before = threads();
        try (RackConnectMockServer one = Mocks.unlimited();
                RackConnectMockServer other = Mocks.unlimited()) {
            for (RackConnectMockServer mock : new RackConnectMockServer[] {one, other}) {
                Wire.get(mock.baseUri(), "v1/automation_status");
                Wire.get(mock.baseUri(), "__admin/rackconnect/health");
                Way.TUNNEL.open(mock, "none").close();
            }
        }
        Set<Thread> after = threads();
        after.removeAll(before);
        for (Thread thread : after) {
            thread.join(TimeUnit.SECONDS.toMillis(20));
            assertThat(thread.isAlive()).as("%s still runs", thread).isFalse();
        }
    }

    private static Set<Thread> threads() {
        return new LinkedHashSet<>(Thread.getAllStackTraces().keySet());
    }
}
