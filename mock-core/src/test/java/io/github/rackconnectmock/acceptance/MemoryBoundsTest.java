package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mock with a heap of 64 MB, and clients that send more than fits: it goes on answering, and it ends when told to. */
class MemoryBoundsTest {
    private static final String HEAP = "-Xmx64m";
    private static final int MEGABYTE = 1_000_000;

    private static void assertSound(MockMain.Running mock) throws IOException, InterruptedException {
        assertAnswers(mock.base());
        assertThat(Wire.get(mock.base(), "__admin/rackconnect/health").status()).isEqualTo(200);
        assertThat(Wire.get(mock.base(), "__admin/rackconnect/requests").status())
                .isEqualTo(200);
        assertThat(mock.jvm().terminate()).isEqualTo(143);
        assertThat(mock.jvm().errors()).noneMatch(line -> line.contains("OutOfMemoryError"));
    }

    private static void assertAnswers(URI base) throws IOException {
        for (int i = 0; i < 20; i++) {
            assertThat(Wire.get(base, "v1/automation_status").body()).isEqualTo("DEPLOYED");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/automation_status?", "/nothing/"})
    void threeThousandLongTargets(String path) throws Exception {
        String target = path + "x".repeat(8000);
        try (MockMain.Running mock = MockMain.start(HEAP);
                Socket socket = Wire.connect(mock.base())) {
            for (int i = 0; i < 3000; i++) {
                assertThat(Wire.send(socket, "GET", target + i).status())
                        .isEqualTo(path.startsWith("/v1/") ? 200 : 404);
            }
            assertSound(mock);
        }
    }

    @Test
    void bodiesOfTheOperationsAreReadAndThrownAway() throws Exception {
        String body = "x".repeat(MEGABYTE);
        try (MockMain.Running mock = MockMain.start(HEAP)) {
            for (int i = 0; i < 120; i++) {
                try (Socket socket = Wire.connect(mock.base())) {
                    assertThat(Wire.exchange(socket, post("/v1/automation_status", MEGABYTE) + body)
                                    .status())
                            .isEqualTo(405);
                }
            }
            assertSound(mock);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/v1/automation_status", "/nothing", "/__admin/rackconnect/clock/advance", "/__admin/mappings"})
    void bodiesAtOnceThatLackTheirLastByte(String target) throws Exception {
        String unfinished = post(target, MEGABYTE) + "x".repeat(MEGABYTE - 1);
        List<Socket> clients = new ArrayList<>();
        try (MockMain.Running mock = MockMain.start(HEAP)) {
            for (int i = 0; i < 120; i++) {
                Socket socket = Wire.connect(mock.base());
                clients.add(socket);
                sendUnlessClosed(socket, unfinished);
            }
            assertAnswers(mock.base());
            int answered = 0;
            for (Socket socket : clients) {
                answered += isAnsweredUnlessClosed(socket) ? 1 : 0;
                socket.close();
            }
            if (target.equals("/v1/automation_status") && !Wire.AWAKE) {
                assertThat(answered).as("nothing is held of these").isEqualTo(clients.size());
            }
            assertSound(mock);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void headsThatNeverEnd(boolean target) throws Exception {
        String head = target
                ? "GET /v1/automation_status?" + "x".repeat(8000)
                : "GET /v1/automation_status HTTP/1.1\r\nHost: x\r\nX-Long: " + "x".repeat(8000);
        int size = Crowd.size(10_000);
        try (MockMain.Running mock = MockMain.start(HEAP);
                Crowd crowd = new Crowd()) {
            Wire.wakeIfWanted(mock.base());
            for (int joined = 0; joined < size; joined += size / 10) {
                crowd.join(mock.base(), Math.min(size / 10, size - joined), head);
                crowd.push();
                assertAnswers(mock.base());
            }
            crowd.leave(false);
            assertSound(mock);
        }
    }

    @Test
    void aBodyOfTheControlApiThatIsTooLargeIsRefusedWithItsLimit() throws Exception {
        try (MockMain.Running mock = MockMain.start(HEAP)) {
            try (Socket socket = Wire.connect(mock.base())) {
                Wire.Answer answer = Wire.exchange(
                        socket,
                        "PUT /__admin/rackconnect/scenario HTTP/1.1\r\nHost: x\r\nContent-Length: 60000000\r\n\r\n");
                assertThat(answer.status())
                        .as("a share of the heap, for the reader needs many times the file")
                        .isEqualTo(413);
                assertThat(answer.reason()).startsWith("body-too-large");
                assertThat(answer.body()).as("says the limit").containsPattern("\\d");
            }
            assertSound(mock);
        }
    }

    /** The mock may close a connection for which it would have to hold too much. */
    private static void sendUnlessClosed(Socket socket, String bytes) throws IOException {
        try {
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.US_ASCII));
        } catch (SocketException closed) {
            assertThat(closed).hasMessageMatching("(?i).*(reset|broken pipe).*");
        }
    }

    private static boolean isAnsweredUnlessClosed(Socket socket) {
        try {
            assertThat(Wire.exchange(socket, "x").status()).isBetween(400, 499);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static String post(String target, int length) {
        return "POST " + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Length: " + length + "\r\n\r\n";
    }
}
