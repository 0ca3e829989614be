package io.github.rackconnectmock.standalone;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.rackconnectmock.RackConnectMockServer;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** What a mock says when it is ready: one line of JSON. */
final class ReadyLine {
    private ReadyLine() {}

    /** The line, without its end, for a mock that plays a scenario which the user calls by this name. */
    static String of(RackConnectMockServer mock, String scenario, Optional<URI> httpsUri, Optional<Path> caFile) {
        StringBuilder line = new StringBuilder("{\"event\":\"ready\"");
        line.append(",\"baseUrl\":").append(text(withoutSlash(mock.baseUri())));
        line.append(",\"port\":").append(mock.port());
        line.append(",\"pid\":").append(ProcessHandle.current().pid());
        line.append(",\"scenario\":").append(text(scenario));
        line.append(",\"servers\":").append(mock.scenario().serverCount());
        httpsUri.ifPresent(uri -> line.append(",\"httpsUrl\":").append(text(withoutSlash(uri))));
        caFile.ifPresent(file -> line.append(",\"caFile\":").append(text(file.toString())));
        return line.append('}').toString();
    }

    private static String withoutSlash(URI uri) {
        String text = uri.toString();
        return text.substring(0, text.length() - 1);
    }

    private static String text(String text) {
        return '"' + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + '"';
    }
}
