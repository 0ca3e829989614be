package io.github.rackconnectmock.standalone;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import io.github.rackconnectmock.RackConnectMockServer;

/** What a mock says when it is ready: one line of JSON. */
final class ReadyLine {
    private ReadyLine() {}

    /** The line, without its end, for a mock that plays a scenario which the user calls by this name. */
    static String of(RackConnectMockServer mock, String scenario) {
        String uri = mock.baseUri().toString();
        return "{\"event\":\"ready\",\"baseUrl\":\"" + uri.substring(0, uri.length() - 1)
                + "\",\"port\":" + mock.port()
                + ",\"pid\":" + ProcessHandle.current().pid()
                + ",\"scenario\":\""
                + new String(JsonStringEncoder.getInstance().quoteAsString(scenario))
                + "\",\"servers\":" + mock.scenario().serverCount() + "}";
    }
}
