package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** Checks what each refusal of an unreadable request has. */
final class Refusals {
    private Refusals() {}

    /** Sends this, and expects one answer with a reason and a date, and then the end of the connection. */
    static Wire.Answer refused(RackConnectMockServer mock, String request) throws IOException {
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            InputStream in = socket.getInputStream();
            Wire.Answer answer = Wire.read(in, false);
            assertThat(new String(in.readAllBytes(), StandardCharsets.ISO_8859_1))
                    .as("what follows a refusal")
                    .isEmpty();
            assertThat(answer.headers("X-RackConnect-Mock-Reason")).as("reason").hasSize(1);
            assertThat(answer.headers("Date")).as("date").hasSize(1);
            assertThat(answer.header("Content-Type")).startsWith("text/plain");
            assertThat(answer.body()).doesNotContain("Exception", "\tat ", "netty", "jetty", "<");
            return answer;
        }
    }

    static void assertUnreadable(RackConnectMockServer mock, String request) throws IOException {
        Wire.Answer answer = refused(mock, request);
        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.reason()).startsWith("unreadable-request");
    }
}
