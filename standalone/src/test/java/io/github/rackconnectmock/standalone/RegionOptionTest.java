package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;

/** The region of all servers that have none in their scenario. */
class RegionOptionTest {
    private static String servers(Map<String, String> environment, String... more) throws Exception {
        String[] arguments = new String[more.length + 4];
        System.arraycopy(new String[] {"--port", "0", "--scenario", "deployed"}, 0, arguments, 0, 4);
        System.arraycopy(more, 0, arguments, 4, more.length);
        try (InProcess program = new InProcess(environment, arguments)) {
            return Http.get(program.ready().path("baseUrl").asText() + "/__admin/rackconnect/servers");
        }
    }

    @Test
    void isNoneAtFirst() throws Exception {
        assertThat(servers(Map.of())).contains("\"region\":null");
    }

    @Test
    void isSetByTheOptionOrItsVariable() throws Exception {
        assertThat(servers(Map.of(), "--region", "ORD")).contains("\"region\":\"ORD\"");
        assertThat(servers(Map.of(), "--region", "syd")).contains("\"region\":\"SYD\"");
        assertThat(servers(Map.of("RACKCONNECT_MOCK_REGION", "LON"))).contains("\"region\":\"LON\"");
    }
}
