package io.github.rackconnectmock.internal.scenario.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.Scenarios;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What is allowed in a file, but seldom meant. */
class WarningsTest {
    private static List<String> warnings(String json) {
        return ScenarioFiles.check("x.json", json.getBytes(StandardCharsets.UTF_8))
                .warnings();
    }

    @ParameterizedTest
    @MethodSource("io.github.rackconnectmock.internal.scenario.json.Catalogue#names")
    void theCatalogueHasNone(String name) {
        assertThat(warnings(Catalogue.json(name))).isEmpty();
        assertThat(Scenarios.warnings(Catalogue.scenario(name))).isEmpty();
    }

    @Test
    void areLinesWithPlaces() {
        assertThat(warnings("""
                {"servers": [
                  {"name": "web1", "sourceIp": "10.1.1.1", "status": "DEPLOYING",
                   "fault": [{"kind": "hang"}, {"kind": "reset"}, {"kind": "empty", "percent": 5}],
                   "lifecycle": [
                    {"after": "1s", "status": "Deployed"},
                    {"after": "1s", "goto": "start"},
                    {"after": "1s", "status": "ROLLING_BACK",
                     "fault": {"kind": "answer", "status": 503, "headers": {"Retry-After": "Thu, 01 Jan 1970 00:00:00 GMT"}}}]},
                  {"name": "web2", "sourceIp": "10.1.1.2", "status": "DEPLOYING", "gatewayIp": "10.0.0.1",
                   "lifecycle": [{"after": "1s"}]}],
                 "incidents": [
                  {"name": "one", "after": "1m", "lasts": "1m", "servers": ["db*", "web*"], "fault": {"kind": "hang"}},
                  {"name": "two", "after": "90s", "fault": {"kind": "hang"}},
                  {"name": "three", "after": "30s", "lasts": "30s", "fault": {"kind": "hang"}}],
                 "expect": {"servers": ["db1"], "stoppedAfterDeployed": true}}
                """))
                .containsExactly(
                        "x.json:2:3: servers[0]: warning: has a gateway from the start; say \"gatewayIp\": null if it hasn't",
                        "x.json:3:32: servers[0].fault[1]: warning: never strikes, since one before it takes all that is"
                                + " left; give one of them \"percent\" or \"times\"",
                        "x.json:5:31: servers[0].lifecycle[0].status: warning: \"Deployed\" is no documented status, and"
                                + " isn't terminal; did you mean \"DEPLOYED\"?",
                        "x.json:7:5: servers[0].lifecycle[2]: warning: is never reached, since the \"goto\" before it always"
                                + " leads back; give that \"times\"",
                        "x.json:7:31: servers[0].lifecycle[2].status: warning: \"ROLLING_BACK\" is no documented status,"
                                + " and isn't terminal; the four are DEPLOYING, DEPLOYED, FAILED and UNPROCESSABLE",
                        "x.json:8:76: servers[0].lifecycle[2].fault.headers.Retry-After: warning: is a date of real time,"
                                + " whatever the mock's clock says; write \"retryAfter\"",
                        "x.json:9:3: servers[1]: warning: never ends in a terminal status; say \"endless\": true if that is"
                                + " meant",
                        "x.json:12:61: incidents[0].servers[0]: warning: \"db*\" is the name of no server",
                        "x.json:13:3: incidents[1]: warning: overlaps one, which comes first in the file and strikes first",
                        "x.json:15:25: expect.servers[0]: warning: \"db1\" is the name of no server");
    }

    @Test
    void aFileWithoutThemHasNone() throws Exception {
        for (Path file : Examples.good()) {
            assertThat(ScenarioFiles.check(file).scenario()).isEqualTo(ScenarioFiles.read(file));
        }
        assertThat(warnings("""
                {"servers": [
                  {"name": "web1", "sourceIp": "10.1.1.1", "status": "DEPLOYING", "gatewayIp": null, "endless": true,
                   "lifecycle": [{"after": "1s"}]},
                  {"name": "web2", "sourceIp": "10.1.1.2", "status": "DEPLOYING", "gatewayIp": null,
                   "lifecycle": [{"after": "1s", "status": "DEPLOYED"}, {"after": "1s", "goto": "start"},
                                 {"on": "x", "name": "failed", "status": "FAILED"}], "on": {"fail": "failed"}},
                  {"name": "web3", "sourceIp": "10.1.1.3", "status": "DEPLOYING", "gatewayIp": null,
                   "fault": [{"kind": "hang", "times": 2}, {"kind": "reset"}],
                   "lifecycle": [{"on": "x"}]},
                  {"name": "web4", "sourceIp": "10.1.1.4", "status": "DEPLOYING", "gatewayIp": null}]}
                """)).isEmpty();
    }

    @Test
    void eachStageIsTakenByItself() {
        assertThat(warnings("""
                {"servers": [{"name": "web1", "sourceIp": "10.1.1.1",
                  "fault": [{"kind": "hang", "at": "connect"}, {"kind": "hang", "at": "tls"}, {"kind": "hang"},
                            {"kind": "reset", "at": "tls"}, {"kind": "reset", "at": "connect", "percent": 5}]}]}
                """))
                .containsExactly(
                        "x.json:3:13: servers[0].fault[3]: warning: never strikes, since one before it takes all"
                                + " that is left; give one of them \"percent\" or \"times\"");
    }

    /** The kind: what a file comes to depends on how the mock is asked. */
    @Test
    void whatRefusedComesToIsNoted() {
        ScenarioFiles.Checked checked = ScenarioFiles.check("x.json", """
                {"servers": [{"name": "web1", "sourceIp": "10.1.1.1",
                  "fault": [{"kind": "hang", "at": "tls"}, {"kind": "refused"}],
                  "lifecycle": [
                    {"after": "1s", "fault": {"kind": "refused", "times": 3}},
                    {"after": "1s", "fault": {"kind": "refused", "delay": "1s"}},
                    {"after": "1s", "fault": {"kind": "refused", "operations": ["gateway_ip"]}},
                    {"after": "1s", "fault": [{"kind": "refused", "connection": "reused"}, {"kind": "empty"}]}]}],
                 "incidents": [
                  {"after": "1m", "fault": {"kind": "refused", "percent": 100}},
                  {"after": "2m", "lasts": "1s", "servers": ["web1"], "fault": {"kind": "refused"}}]}
                """.getBytes(StandardCharsets.UTF_8));
        String whole =
                ": note: closes a server's own port, answers CONNECT with 502, and resets connections on other ports";
        String part = ": note: resets connections on every port, since it isn't for all requests at once";

        assertThat(checked.notes())
                .containsExactly(
                        "x.json:2:44: servers[0].fault[1]" + whole,
                        "x.json:4:30: servers[0].lifecycle[0].fault" + part,
                        "x.json:5:30: servers[0].lifecycle[1].fault" + part,
                        "x.json:6:30: servers[0].lifecycle[2].fault" + part,
                        "x.json:7:31: servers[0].lifecycle[3].fault[0]" + part,
                        "x.json:9:28: incidents[0].fault" + part,
                        "x.json:10:64: incidents[1].fault" + whole);
    }
}
