package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.RackConnectMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a mock says when it is ready: one line of JSON. */
final class ReadyLine {
    private ReadyLine() {}

    /**
     * The line, without its end, for a mock that plays a scenario which the user calls by this name.
     *
     * @param baseUri the mock's, as its clients reach it
     * @param page the live page's, too
     * @param httpsUri the same with TLS; empty if the mock has no such port
     */
    static String of(
            RackConnectMockServer mock,
            String scenario,
            URI baseUri,
            URI page,
            Optional<URI> httpsUri,
            Optional<Path> caFile) {
        StringBuilder line = new StringBuilder("{\"event\":\"ready\"");
        line.append(",\"baseUrl\":").append(text(withoutSlash(baseUri)));
        line.append(",\"port\":").append(mock.port());
        line.append(",\"pid\":").append(ProcessHandle.current().pid());
        line.append(",\"scenario\":").append(text(scenario));
        line.append(",\"servers\":").append(mock.scenario().serverCount());
        line.append(",\"page\":").append(text(page.toString()));
        httpsUri.ifPresent(uri -> line.append(",\"httpsUrl\":").append(text(withoutSlash(uri))));
        caFile.ifPresent(file -> line.append(",\"caFile\":").append(text(file.toString())));
        return line.append('}').toString();
    }

    /** The line, without its end, that stands in the ready file when the start has failed. */
    static String failed(FailureReport report) {
        return "{\"event\":\"failed\",\"exitCode\":" + report.exitCode() + ",\"message\":"
                + text(String.join("\n", report.lines())) + "}";
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.substring(0, text.length() - 1);
    }

    /** As RFC 8259, 7 has it. Also escapes what a terminal wouldn't show, and halves of characters, which UTF-8 can't carry. */
    static String text(String text) {
        StringBuilder json = new StringBuilder("\"");
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"' || c == '\\') {
                json.append('\\').append(c);
            } else if (Character.isISOControl(c) || isHalf(text, i)) {
                json.append(String.format("\\u%04x", (int) c));
            } else {
                json.append(c);
            }
        }
        return json.append('"').toString();
    }

    private static boolean isHalf(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }
}
