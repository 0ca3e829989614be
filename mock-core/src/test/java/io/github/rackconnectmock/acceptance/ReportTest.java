package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.recording.RequestsFile;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.xml.sax.InputSource;

/** Reports of what happened, in each format. */
class ReportTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    Path folder;

    private static RackConnectMockServer played() throws IOException {
        RackConnectMockServer mock =
                RackConnectMockServer.builder().scenario("deploys").frozen(true).start();
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip?format=JSON");
        mock.clock().advance(Duration.ofSeconds(30));
        Wire.get(mock.baseUri("web1"), "v1/automation_status", "Authorization: Basic c2VjcmV0");
        return mock;
    }

    private static String picture(String html) {
        return html.substring(html.indexOf("<svg"), html.indexOf("</svg>") + "</svg>".length());
    }

    private static JsonNode data(String html) throws IOException {
        String begin = "<script type=\"application/json\" id=\"data\">";
        int from = html.indexOf(begin) + begin.length();
        return JSON.readTree(html.substring(from, html.indexOf("</script>", from)));
    }

    @Test
    void anHtmlReportHasThePictureTheTableAndTheData() throws Exception {
        try (RackConnectMockServer mock = played()) {
            Path file = folder.resolve("new").resolve("report.html");
            mock.report()
                    .title("My test failed")
                    .verdict("expected: <1>")
                    .at(mock.clock().instant())
                    .writeTo(file);
            String html = Files.readString(file);
            assertThat(html).contains("<h1>My test failed</h1>", "<pre>expected: &lt;1&gt;</pre>", "failed here");
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(picture(html))));
            assertThat(html).contains("<td>GET /as/web1/v1/automation_status -&gt; 200 DEPLOYED</td>");
            JsonNode data = data(html);
            assertThat(data.path("requests")).hasSize(3);
            assertThat(data.path("report").path("title").asText()).isEqualTo("My test failed");
            assertThat(html).doesNotContain("c2VjcmV0").doesNotContain("unsafe-");
            assertThat(mock.report().showSecrets(true).textFor("x.html")).contains("c2VjcmV0");
            assertThat(mock.report().at(mock.clock().instant()).fragment()).isEqualTo("#web1@+30s");
        }
    }

    /** The kind: whatever comes from a scenario or a client is text, in each format. */
    @ParameterizedTest
    @ValueSource(
            strings = {"<script>alert(1)</script>", "</script><b>", "\"><img src=x>", "]]>", "a|b`c*", "\u2028\u0001"})
    void whatComesFromOutsideIsText(String hostile) throws Exception {
        Scenario scenario = Scenario.builder()
                .description(hostile)
                .server(CloudServer.named("web1").sourceIp("10.0.0.1"))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario)) {
            Wire.get(mock.baseUri("web1"), "v1/<script>alert(1)</script>", "X-Mine: <img src=x>");
            String html = mock.report().title(hostile).verdict(hostile).textFor("r.html");
            String text = html.substring(html.indexOf("<main"), html.indexOf("</main>"));
            assertThat(text).doesNotContain("<script", "<img", "<b>", "\u0001");
            assertThat(data(html).path("scenario").path("description").asText()).isEqualTo(hostile);
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new StringReader(picture(html))));
            String markdown = mock.report().title(hostile).verdict(hostile).textFor("r.md");
            assertThat(markdown.lines().filter(line -> line.startsWith("| +")))
                    .allSatisfy(line ->
                            assertThat(line.replace("\\|", "").split("\\|", -1)).hasSize(5));
            JSON.readTree(mock.report().title(hostile).textFor("r.har"));
            JSON.readTree(mock.report().title(hostile).textFor("r.trace.json"));
        }
    }

    /** The kind: extreme scenarios make no report that is slow, huge or wrong. */
    @Test
    void extremesHaveAReport() throws Exception {
        CloudServer.Builder long1 =
                CloudServer.named("w".repeat(90) + "{n}").sourceIp("10.0.0.1").count(3_000);
        CloudServer.Builder many = CloudServer.named("many").sourceIp("11.0.0.1");
        for (int i = 0; i < 6_000; i++) {
            many.step(Step.after(Duration.ofMillis(i % 7)).status(AutomationStatus.DEPLOYING));
        }
        CloudServer.Builder years = CloudServer.named("years")
                .sourceIp("11.0.0.2")
                .step(Step.after(Duration.ofDays(3_000)).status(AutomationStatus.FAILED));
        Scenario scenario =
                Scenario.builder().server(many).server(years).server(long1).build();
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario)) {
            mock.clock().advance(Duration.ofDays(3_600));
            Wire.get(mock.baseUri("years"), "v1/automation_status");
            for (String name : new String[] {"r.html", "r.md", "r.har", "r.trace.json"}) {
                assertThat(mock.report().textFor(name)).as(name).isNotEmpty();
            }
            assertThat(picture(mock.report().textFor("r.html")).length()).isLessThan(500_000);
        }
    }

    /** Nanoseconds in a long end after 292 years; the mock's time goes on to the year 9999. */
    @Test
    void theLongestTimesAreTold() throws IOException {
        try (RackConnectMockServer mock = played()) {
            for (int decades = 0; decades < 900; decades++) {
                mock.clock().advance(Duration.ofDays(3650));
            }
            assertThat(mock.clock().instant()).isEqualTo(Instant.parse("9999-12-31T23:59:59Z"));
            Wire.get(mock.baseUri("web1"), "v1/automation_status");
            ControlClient control = new ControlClient(mock);
            for (String what : new String[] {
                "report.html",
                "report.md",
                "report.har",
                "report.trace.json",
                "timeline",
                "servers",
                "incidents",
                "requests",
                "conduct",
                "expectations"
            }) {
                assertThat(control.call("GET", what, "").status()).as(what).isEqualTo(200);
            }
        }
    }

    @Test
    void aHarFileHasAPageForEachServerAndIsReadAgain() throws Exception {
        try (RackConnectMockServer mock = played()) {
            String har = mock.report().textFor("r.har");
            JsonNode log = JSON.readTree(har).path("log");
            assertThat(log.path("version").asText()).isEqualTo("1.2");
            assertThat(log.path("pages").findValuesAsText("id")).containsExactly("web1");
            assertThat(log.path("entries")).hasSize(3);
            JsonNode unassigned = log.path("entries").path(1);
            assertThat(unassigned.path("response").path("status").asInt()).isEqualTo(404);
            assertThat(unassigned.path("_reason").asText()).startsWith("gateway-unassigned");
            assertThat(har).doesNotContain("c2VjcmV0");

            RequestsFile.Content content =
                    RequestsFile.read("r.har", new ByteArrayInputStream(har.getBytes(StandardCharsets.UTF_8)));
            assertThat(content.observations())
                    .hasSize(3)
                    .allSatisfy(each -> assertThat(each.server()).isEqualTo("web1"));
        }
    }

    @Test
    void aTraceHasStatesRequestsAndWhatIsLeftOfTheWindow() throws IOException {
        Scenario scenario = Scenario.builder()
                .rateLimit(RateLimit.of(2, Duration.ofMinutes(1)))
                .server(CloudServer.named("web1").sourceIp("10.0.0.1"))
                .build();
        try (RackConnectMockServer mock = RackConnectMockServer.start(scenario)) {
            for (int i = 0; i < 3; i++) {
                Wire.get(mock.baseUri("web1"), "v1/automation_status");
            }
            JsonNode events =
                    JSON.readTree(mock.report().textFor("r.trace.json")).path("traceEvents");
            assertThat(events)
                    .filteredOn(each -> each.path("ph").asText().equals("X"))
                    .hasSize(1);
            assertThat(events)
                    .filteredOn(each -> each.path("ph").asText().equals("b"))
                    .hasSize(3);
            assertThat(events)
                    .filteredOn(each -> each.path("ph").asText().equals("C"))
                    .extracting(each -> each.path("args").path("requests").asInt())
                    .containsExactly(1, 0, 0);
        }
    }

    @Test
    void isOverTheControlApiToo() throws IOException {
        try (RackConnectMockServer mock = played()) {
            ControlClient control = new ControlClient(mock);
            control.expect(200, "GET", "report.har", "");
            control.expect(200, "GET", "report.trace.json", "");
            Wire.Answer html = control.call("GET", "report.html", "");
            assertThat(html.header("Content-Security-Policy"))
                    .contains("sandbox allow-scripts", "default-src 'none'", "'sha256-")
                    .doesNotContain("unsafe");
            assertThat(html.body()).doesNotContain("c2VjcmV0");
            assertThat(control.call("GET", "report.html?show-secrets=true", "").body())
                    .contains("c2VjcmV0");
            assertThat(control.call("GET", "report.md", "").header("Content-Type"))
                    .startsWith("text/markdown");
            assertThat(control.call("GET", "report.pdf", "").status()).isEqualTo(404);
        }
    }

    @Test
    void anotherEndingIsRefused() {
        try (RackConnectMockServer mock = RackConnectMockServer.start()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> mock.report().writeTo(folder.resolve("report.pdf")))
                    .withMessageContaining(
                            "report.pdf is no name of a report; it ends with .html, .md, .har, .trace.json");
        }
    }
}
