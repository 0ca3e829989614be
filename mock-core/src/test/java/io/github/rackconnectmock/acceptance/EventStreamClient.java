package io.github.rackconnectmock.acceptance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.RackConnectMockServer;
import java.io.BufferedReader;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A client of the mock's Server-Sent Events, over a socket. */
final class EventStreamClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Socket socket;
    private final BufferedReader in;
    private final List<String> head = new ArrayList<>();

    EventStreamClient(RackConnectMockServer mock, String... fields) throws IOException {
        socket = Wire.connect(mock.baseUri());
        StringBuilder request = new StringBuilder("GET /__admin/rackconnect/events HTTP/1.1\r\nHost: localhost\r\n");
        for (String field : fields) {
            request.append(field).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.US_ASCII));
        in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.add(line);
        }
    }

    List<String> head() {
        return head;
    }

    /** The next event's document. */
    JsonNode next() throws IOException {
        String data = "";
        while (true) {
            String line = line();
            if (line.startsWith("data: ")) {
                data = line.substring("data: ".length());
            } else if (line.isEmpty() && !data.isEmpty()) {
                return JSON.readTree(data);
            }
        }
    }

    private String line() throws IOException {
        String line = in.readLine();
        if (line == null) {
            throw new EOFException("the stream has ended");
        }
        return line;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
