package io.github.rackconnectmock.standalone.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** One request on a connection of its own, with as little work as possible. */
final class RawClient {
    private static final int PATIENCE_MILLIS = 10_000;

    private RawClient() {}

    static byte[] get(String target) {
        return request("GET", target);
    }

    static byte[] request(String method, String target) {
        return (method + " " + target + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.US_ASCII);
    }

    /**
     * Sends a request and reads the whole answer, as it was on the wire.
     *
     * @throws IOException if there is no whole answer, or one that isn't a 200
     */
    static String ask(int port, byte[] request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream().write(request);
            InputStream in = socket.getInputStream();
            byte[] buffer = new byte[8192];
            ByteArrayOutputStream answer = new ByteArrayOutputStream();
            while (true) {
                int read = in.read(buffer);
                if (read < 0) {
                    throw new IOException("the connection ended early");
                }
                answer.write(buffer, 0, read);
                String text = answer.toString(StandardCharsets.ISO_8859_1);
                if (!text.startsWith("HTTP/1.1 200")) {
                    throw new IOException(text);
                }
                if (isWhole(text)) {
                    return text;
                }
            }
        }
    }

    static String head(String answer) {
        return answer.substring(0, answer.indexOf("\r\n\r\n") + 2);
    }

    static String field(String answer, String name) {
        for (String line : head(answer).lines().toList()) {
            int colon = line.indexOf(':');
            if (colon > 0 && line.substring(0, colon).equalsIgnoreCase(name)) {
                return line.substring(colon + 1).strip();
            }
        }
        return "";
    }

    private static boolean isWhole(String answer) {
        int end = answer.indexOf("\r\n\r\n");
        if (end < 0) {
            return false;
        }
        if (field(answer, "Transfer-Encoding").toLowerCase(Locale.ROOT).equals("chunked")) {
            return answer.endsWith("\r\n0\r\n\r\n");
        }
        String length = field(answer, "Content-Length");
        return answer.length() == end + 4 + (length.isEmpty() ? 0 : Integer.parseInt(length));
    }
}
