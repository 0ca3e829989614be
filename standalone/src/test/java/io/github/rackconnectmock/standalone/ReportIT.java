package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Scenario;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Reports that the runner writes when it ends, and the page that it opens. */
@Timeout(120)
class ReportIT {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder = Path.of("");

    private String file(String name) throws Exception {
        return Files.readString(folder.resolve(name));
    }

    @Test
    void execWritesThemInEachFormatAndKeepsCredentialsToItself() throws Exception {
        ShellScript ran = ShellScript.run(
                folder,
                "$JAVA -jar $JAR exec --scenario never-deploys --report r.html --report r.md --report r.har --report"
                        + " r.trace.json -- sh -c 'for i in 1 2 3; do curl -s -H \"Authorization: Basic c2VjcmV0\""
                        + " https://ord.api.rackconnect.rackspace.com/v1/automation_status; done; exit 3'");
        assertThat(ran.exitCode()).as(ran.err()).isEqualTo(3);
        assertThat(file("r.html"))
                .contains("<svg", "GET /v1/automation_status -&gt; 200 DEPLOYING")
                .doesNotContain("c2VjcmV0");
        assertThat(file("r.md")).contains("| GET /v1/automation\\_status -\\> 200 DEPLOYING |");
        assertThat(JSON.readTree(file("r.har")).path("log").path("entries")).hasSize(3);
        assertThat(JSON.readTree(file("r.trace.json")).path("traceEvents")).hasSizeGreaterThan(6);
    }

    /** What was played, told as a HAR file, is the same scenario again. */
    @Test
    void aHarFileIsRecordedAgain() throws Exception {
        Files.writeString(folder.resolve("deploys.json"), """
                {"servers": [{"name": "web7", "sourceIp": "10.1.1.7", "status": "DEPLOYING", "gatewayIp": null,
                  "lifecycle": [{"after": "60s", "status": "DEPLOYED", "gatewayIp": "192.0.2.1"}]}]}
                """);
        ShellScript ran = ShellScript.run(folder, """
                $JAVA -jar $JAR serve --port 0 --ready-file r.json --quiet --scenario deploys.json --report r.har >/dev/null & mock=$!
                $JAVA -jar $JAR wait --ready-file r.json --timeout 30s
                url=$(sed 's/.*"baseUrl":"\\([^"]*\\)".*/\\1/' r.json)
                control=$url/__admin/rackconnect
                curl -s -X PUT $control/clock -d '{"frozen":true}' >/dev/null
                for i in 1 2 3 4 5 6 7 8 9 10 11 12 13; do
                  curl -s $url/v1/automation_status $url/v1/gateway_ip >/dev/null
                  curl -s -X POST $control/clock/advance -d '{"by":"10s"}' >/dev/null
                done
                kill -TERM $mock; wait $mock
                $JAVA -jar $JAR record --from r.har > recorded.json
                """);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        Scenario recorded =
                ScenarioFiles.parse("recorded.json", file("recorded.json").getBytes(StandardCharsets.UTF_8));
        assertThat(recorded.servers()).singleElement().satisfies(server -> {
            assertThat(server.name(1)).isEqualTo("web7");
            assertThat(server.status()).isEqualTo(AutomationStatus.DEPLOYING);
            assertThat(server.lifecycle()).isNotEmpty();
        });
    }

    @Test
    void secretsCanBeShown() throws Exception {
        ShellScript ran = ShellScript.run(
                folder,
                "$JAVA -jar $JAR exec --report r.har --show-secrets -- sh -c 'curl -s -H \"Cookie: a=c2VjcmV0\""
                        + " https://ord.api.rackconnect.rackspace.com/v1/automation_status'");
        assertThat(ran.exitCode()).as(ran.err()).isZero();
        assertThat(file("r.har")).contains("c2VjcmV0");
    }

    @Test
    void aMistakeIsSaidBeforeAnythingBegins() throws Exception {
        ShellScript ending = ShellScript.run(folder, "$JAVA -jar $JAR exec --report r.pdf -- touch begun");
        assertThat(ending.exitCode()).isEqualTo(64);
        assertThat(ending.err())
                .isEqualTo(
                        "rackconnect-mock: --report can't be \"r.pdf\"; give a file that ends with .html, .md, .har or"
                                + " .trace.json\n");
        ShellScript place = ShellScript.run(folder, "$JAVA -jar $JAR exec --report none/r.md -- touch begun");
        assertThat(place.exitCode()).isEqualTo(73);
        assertThat(place.err())
                .contains("can't write the report ", "its directory isn't there")
                .hasLineCount(1);
        assertThat(folder.resolve("begun")).doesNotExist();
    }

    /** A program of ours stands for the browser. */
    @Test
    void theBrowserOpensThePage() throws Exception {
        Path opener = Files.writeString(
                folder.resolve("xdg-open"), "#!/bin/sh\necho \"$1\" > opened.tmp\nmv opened.tmp opened\n");
        assertThat(opener.toFile().setExecutable(true)).isTrue();
        ShellScript ran = ShellScript.run(folder, """
                PATH=$PWD:$PATH; export PATH
                $JAVA -jar $JAR serve --port 0 --open --ready-file r.json >/dev/null & mock=$!
                $JAVA -jar $JAR wait --ready-file r.json --timeout 30s
                sed 's/.*"page":"\\([^"]*\\)".*/\\1/' r.json > page
                while ! [ -e opened ]; do :; done
                kill $mock; wait $mock; cmp page opened
                """);
        assertThat(ran.exitCode()).as(ran.err()).isZero();
    }

    @Test
    void withoutABrowserTheAddressIsSaid() throws Exception {
        ShellScript ran = ShellScript.run(folder, """
                PATH=$PWD $JAVA -jar $JAR serve --port 0 --open --ready-file r.json --quiet >/dev/null 2>err & mock=$!
                $JAVA -jar $JAR wait --ready-file r.json --timeout 30s
                while ! [ -s err ]; do :; done
                kill $mock; wait $mock; cat err
                """);
        assertThat(ran.out())
                .startsWith("rackconnect-mock: there is no browser to open; the page is at http://127.0.0.1:")
                .endsWith("/__admin/rackconnect/\n");
    }
}
