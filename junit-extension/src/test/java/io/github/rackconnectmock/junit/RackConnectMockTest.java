package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.MockClock;
import io.github.rackconnectmock.RackConnectMockServer;
import java.net.URI;
import java.net.URL;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;

/** The extension as its users meet it. */
@RackConnectMock(value = "deploys", frozen = true)
class RackConnectMockTest {

    @BeforeEach
    void takesParameters(RackConnectMockServer mock, @MockUri URI endpoint) {
        assertThat(mock.baseUri()).isEqualTo(endpoint);
    }

    @AfterEach
    void takesParametersToo(RackConnectMockServer mock, MockClock clock) {
        assertThat(mock.clock()).isSameAs(clock);
    }

    @Test
    void waitsNoRealTime(RackConnectMockServer mock, @MockUri URI endpoint) throws Exception {
        assertThat(ApiClient.status(endpoint)).isEqualTo("DEPLOYING");

        mock.clock().advance(Duration.ofSeconds(30));

        assertThat(ApiClient.status(endpoint)).isEqualTo("DEPLOYED");
    }

    @Test
    @RackConnectMock("never-deploys")
    void methodComesBeforeClass(MockClock clock, @MockUri URI endpoint) throws Exception {
        clock.advance(Duration.ofDays(1));

        assertThat(ApiClient.status(endpoint)).isEqualTo("DEPLOYING");
        assertThat(clock.isFrozen()).as("nothing of the class's is merged in").isFalse();
    }

    @Test
    void addressesOfEachKind(
            RackConnectMockServer mock,
            @MockUri URI uri,
            @MockUri URL url,
            @MockUri String text,
            @MockUri("web1") URI web1,
            @MockUri("web1") String web1Text) {
        String base = "http://127.0.0.1:" + mock.port();

        assertThat(uri).hasToString(base + "/");
        assertThat(url).hasToString(base + "/");
        assertThat(text).isEqualTo(base);
        assertThat(web1).hasToString(base + "/as/web1/");
        assertThat(web1Text).isEqualTo(base + "/as/web1");
    }

    @Nested
    class InnerWithoutAnnotation {
        @Test
        void isTheOuterOnes(RackConnectMockServer mock) {
            assertThat(mock.scenario().serverCount()).isEqualTo(1);
            assertThat(mock.clock().isFrozen()).isTrue();
        }

        @Nested
        @RackConnectMock("burst")
        class TwoDeep {
            @Test
            void isItsOwn(RackConnectMockServer mock) {
                assertThat(mock.scenario().serverCount()).isEqualTo(50);
                assertThat(mock.clock().isFrozen()).isFalse();
            }
        }
    }
}
