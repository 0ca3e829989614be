package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MockOptionsTest {
    /** What the start takes, certificates and the start of a command too, takes nothing of the servers' lives. */
    @Test
    void timeStandsStillUntilTheClientsMayAsk() {
        Settings settings = new Settings(Map.of("RACKCONNECT_MOCK_SPEED", "100000"));
        try (RackConnectMockServer mock =
                new MockOptions().mock(settings, new Setting("--port", "0")).start()) {
            assertThat(mock.clock().isFrozen()).as("its clock stands still").isTrue();
            assertThat(mock.clock().speed()).isEqualTo(100_000);
        }
    }
}
