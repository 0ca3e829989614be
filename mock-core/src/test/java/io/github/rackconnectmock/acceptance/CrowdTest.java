package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A good client beside ten thousand slow ones is answered: no thread waits for a client. */
class CrowdTest {
    private static final int WANTED = 10_000;

    private enum Slow {
        HEAD("GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nX-"),
        BODY("POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"),
        CONTROL_BODY("POST /__admin/rackconnect/reset HTTP/1.1\r\nHost: x\r\nContent-Length: 1000\r\n\r\nx"),
        CHUNKS("POST /v1/automation_status HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3e8\r\nx"),
        HANG("GET /as/ill/v1/automation_status HTTP/1.1\r\nHost: x\r\n\r\n"),
        HANG_WITH_MORE_BEHIND(HANG.sent + "GET /behind HTTP/1.1\r\nHost: x\r\n\r\n".repeat(20)),
        PROXY_LINE("PROXY TCP4 10."),
        HELLO("\u0016\u0003\u0001\u0002\u0000\u0001\u0000\u0001\u00fc"),
        TUNNEL("CONNECT dfw.api.rackconnect.rackspace.com:443 HTTP/1.1\r\nHost: x\r\n\r\n"),
        SILENT("");

        private final String sent;

        Slow(String sent) {
            this.sent = sent;
        }
    }

    private static void assertAnswers(URI base) throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(Wire.get(base, "v1/automation_status?format=JSON").body())
                    .isEqualTo("{\"automation_status\":\"DEPLOYED\"}");
        }
        try (Socket socket = Wire.connect(base)) {
            for (int i = 0; i < 100; i++) {
                assertThat(Wire.send(socket, "GET", "/v1/gateway_ip").status()).isEqualTo(200);
            }
        }
        assertThat(Wire.get(base, "__admin/rackconnect/health").status()).isEqualTo(200);
    }

    @Test
    void manyOfEachKindAtOnce() throws Exception {
        int size = Crowd.size(WANTED);
        try (MockMain.Running mock = MockMain.start("-Xmx256m");
                Crowd crowd = new Crowd()) {
            Wire.wakeIfWanted(mock.base());
            for (Slow slow : Slow.values()) {
                crowd.join(mock.base(), size / Slow.values().length, slow.sent);
                assertAnswers(mock.base());
            }
            crowd.push();
            assertAnswers(mock.base());
        }
    }

    /** Each kind alone, in a number that is larger than any pool of threads. */
    @ParameterizedTest
    @EnumSource
    void someOfOneKind(Slow slow) throws Exception {
        try (MockMain.Running mock = MockMain.start("-Xmx256m");
                Crowd crowd = new Crowd()) {
            Wire.wakeIfWanted(mock.base());
            crowd.join(mock.base(), Crowd.size(500), slow.sent);
            assertAnswers(mock.base());
        }
    }

    /** More answers than the buffers between the mock and the client take. */
    @ParameterizedTest
    @EnumSource
    void clientsThatPipelineAndReadNothing(Unread unread) throws Exception {
        try (MockMain.Running mock = MockMain.start("-Xmx256m");
                Crowd crowd = new Crowd()) {
            Wire.wakeIfWanted(mock.base());
            String request = "GET " + unread.target + " HTTP/1.1\r\nHost: localhost\r\n\r\n";
            crowd.join(mock.base(), Crowd.size(250), request.repeat(2000));
            for (int i = 0; i < 10; i++) {
                crowd.push();
                assertAnswers(mock.base());
            }
        }
    }

    private enum Unread {
        OPERATION("/v1/automation_features?format=XML"),
        CONTROL("/__admin/rackconnect/openapi.json"),
        WIREMOCK("/__admin/mappings");

        private final String target;

        Unread(String target) {
            this.target = target;
        }
    }
}
