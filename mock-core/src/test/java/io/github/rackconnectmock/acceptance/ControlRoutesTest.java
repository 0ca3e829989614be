package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.internal.scenario.json.Catalogue;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The control API: requests, scenarios, reset, and the routes as a whole. Each answer is held against its description. */
class ControlRoutesTest {
    private final RackConnectMockServer mock = ControlClient.mock();
    private final ControlClient control = new ControlClient(mock);

    ControlRoutesTest() throws IOException {}

    @AfterEach
    void close() {
        mock.close();
    }

    @Test
    void showsRequests() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        Wire.get(mock.baseUri("db1"), "v1/automation_status?format=JSON");
        Wire.get(mock.baseUri(), "nowhere");

        JsonNode all = control.expect(200, "GET", "requests", "");
        assertThat(all.path("received").asInt()).isEqualTo(3);
        assertThat(all.path("requests")).hasSize(3);
        assertThat(all.path("requests").path(0).path("reason").asText()).startsWith("gateway-unassigned");
        assertThat(control.expect(200, "GET", "requests?server=db1", "").path("requests"))
                .hasSize(1);
        assertThat(control.expect(200, "GET", "requests?operation=gateway_ip", "")
                        .path("requests"))
                .hasSize(1);
        assertThat(control.expect(200, "GET", "requests?status=404", "").path("requests"))
                .hasSize(2);
        assertThat(control.expect(200, "GET", "requests?status=404&server=web1&operation=gateway_ip", "")
                        .path("requests"))
                .hasSize(1);
        control.expect(400, "GET", "requests?operation=gateway", "");
        control.expect(400, "GET", "requests?status=4xx", "");
        control.expect(400, "GET", "requests?name=web1", "");
        control.expect(204, "DELETE", "requests", "");
        assertThat(control.expect(200, "GET", "requests", "").path("received").asInt())
                .isZero();
    }

    /** The kind: clients that aren't written in Java have the same evidence. */
    @Test
    void showsWhatEachClientDid() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/gateway_ip");
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        Wire.get(mock.baseUri("web1"), "v1/automation_status");

        JsonNode all = control.expect(200, "GET", "conduct", "");
        assertThat(all.path("received").asInt()).isEqualTo(3);
        assertThat(all.path("connections").asInt()).isEqualTo(3);
        assertThat(all.path("servers")).hasSize(1);
        JsonNode web1 = all.path("servers").path(0);
        assertThat(web1.path("name").asText()).isEqualTo("web1");
        assertThat(web1.path("requests").asInt()).isEqualTo(3);
        assertThat(web1.path("shortestInterval").path("automation_status").asText())
                .isNotEmpty();
        assertThat(web1.path("after").path("404").path("times").asInt()).isEqualTo(1);
        assertThat(web1.path("after").path("404").path("shortestWait").asText()).isNotEmpty();
        assertThat(web1.path("refused").asInt()).isZero();
        String status = mock.server("web1").state().status().name();
        assertThat(web1.path("firstTold").has(status)).isTrue();
        assertThat(web1.path("askedAfterTold").asBoolean())
                .isEqualTo(mock.server("web1").state().status().isTerminal());

        control.expect(204, "DELETE", "requests", "");
        assertThat(control.expect(200, "GET", "conduct", "").path("servers")).isEmpty();
    }

    /** The kind: each figure is the client's, and not one that happens to be right while nothing went wrong. */
    @Test
    void showsFiguresOfAClientThatErred() throws IOException {
        mock.clock().freeze();
        mock.load(Scenario.builder()
                .rateLimit(RateLimit.of(2, Duration.ofMinutes(1)))
                .server(CloudServer.named("web1")
                        .sourceIp("10.1.1.1")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.on("deploy").status(AutomationStatus.DEPLOYED)))
                .build());
        for (int seconds : new int[] {10, 20, 60}) {
            Wire.get(mock.baseUri("web1"), "v1/automation_status");
            mock.clock().advance(Duration.ofSeconds(seconds));
        }
        JsonNode before =
                control.expect(200, "GET", "conduct", "").path("servers").path(0);
        assertThat(before.path("refused").asInt()).isEqualTo(1);
        assertThat(before.path("shortestInterval").path("automation_status").asText())
                .isEqualTo("10s");
        assertThat(before.path("after").path("403").path("shortestWait").isNull())
                .isTrue();
        assertThat(before.path("gaveUpAt").asText()).isEqualTo(micros(mock, 3));

        mock.server("web1").fire("deploy");
        for (int i = 0; i < 2; i++) {
            Wire.get(mock.baseUri("web1"), "v1/automation_status");
            mock.clock().advance(Duration.ofSeconds(5));
        }
        JsonNode after =
                control.expect(200, "GET", "conduct", "").path("servers").path(0);
        assertThat(after.path("firstTold").path("DEPLOYED").asText()).isEqualTo(micros(mock, 4));
        assertThat(after.path("askedAfterTold").asBoolean()).isTrue();
        assertThat(after.path("shortestInterval").path("automation_status").asText())
                .isEqualTo("5s");
        assertThat(after.path("after").path("403").path("shortestWait").asText())
                .isEqualTo("1m");
        assertThat(after.path("gaveUpAt").isNull()).isTrue();
    }

    /** When a request was answered, as precisely as facts about clients are. */
    private static String micros(RackConnectMockServer mock, int number) {
        return mock.requests()
                .get(number - 1)
                .at()
                .truncatedTo(ChronoUnit.MICROS)
                .toString();
    }

    @Test
    void showsConnectionsThatCameToNoRequest() throws Exception {
        Conduct seen = mock.conduct();
        Wire.connect(mock.baseUri()).close();
        assertThat(mock.awaitChangeAfter(seen, Duration.ofSeconds(30))).isTrue();

        JsonNode all = control.expect(200, "GET", "conduct", "");
        assertThat(all.path("connections").asInt()).isEqualTo(1);
        assertThat(all.path("failedConnections").asInt()).isEqualTo(1);
        assertThat(all.path("failures").path(0).path("what").asText()).isEqualTo("left without a request");
    }

    /** The kind: another scenario over the control API is as one in Java, also for what clients did. */
    @Test
    void conductBeginsWithAScenarioThatIsPut() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        control.expect(200, "PUT", "scenario", Catalogue.json("deploys"));

        JsonNode all = control.expect(200, "GET", "conduct", "");
        assertThat(all.path("servers")).isEmpty();
        assertThat(all.path("connections").asInt()).isZero();
        assertThat(all.path("received").asInt()).isEqualTo(1);
    }

    @Test
    void swapsTheScenarioWholeOrNotAtAll() throws IOException {
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        JsonNode problem = control.expect(
                422,
                "PUT",
                "scenario",
                "{\"servers\": [\n  {\"name\": \"web1\", \"sourceIp\": \"10.1\"}, {\"nam\": \"x\"}]}");
        assertThat(problem.path("errors").path(0).asText()).startsWith("body:2:32: servers[0].sourceIp: ");
        assertThat(problem.path("errors")).hasSizeGreaterThan(1);
        assertThat(control.expect(200, "GET", "servers/web1", "")
                        .path("requests")
                        .toString())
                .as("the life before goes on")
                .isEqualTo("{\"automation_status\":1}");
        control.expect(422, "PUT", "scenario", "");

        JsonNode loaded = control.expect(200, "PUT", "scenario", Catalogue.json("unprocessable"));
        assertThat(control.expect(200, "GET", "scenario", "")).isEqualTo(loaded);
        control.expect(404, "GET", "servers/db1", "");
    }

    @ParameterizedTest
    @MethodSource("io.github.rackconnectmock.internal.scenario.json.Catalogue#names")
    void showsTheScenarioAsAFileThatCanBePutBack(String name) throws IOException {
        control.expect(200, "PUT", "scenario", Catalogue.json(name));
        String file = control.call("GET", "scenario", "").body();
        control.expect(200, "PUT", "scenario", file);
        assertThat(mock.scenario()).isEqualTo(Catalogue.scenario(name));
        control.expect(200, "GET", "servers", "");
    }

    @Test
    void resets() throws IOException {
        mock.clock().advance(Duration.ofSeconds(18));
        Wire.get(mock.baseUri("web1"), "v1/automation_status");
        control.expect(204, "POST", "reset", "");
        assertThat(control.expect(200, "GET", "servers/web1", "").path("step").asText())
                .isEqualTo("start");
        assertThat(mock.requests()).isEmpty();
    }

    @Test
    void isHealthyThoughStubsAreRemoved() throws IOException {
        assertThat(control.expect(200, "GET", "health", "").toString()).isEqualTo("{\"status\":\"UP\",\"servers\":2}");
        mock.wireMock().getStubMappings().forEach(stub -> mock.wireMock().removeStubMapping(stub));
        control.expect(200, "GET", "health", "");
        assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").status())
                .isEqualTo(200);
    }

    @Test
    void headAnswersWhereGetDoes() throws IOException {
        assertThat(Wire.send("HEAD", mock.baseUri(), "__admin/rackconnect/health")
                        .status())
                .isEqualTo(200);
        assertThat(Wire.send("HEAD", mock.baseUri(), "__admin/rackconnect/nowhere")
                        .status())
                .isEqualTo(404);
    }

    @Test
    void whatIsNotThereIsAProblemToo() throws IOException {
        Wire.Answer nowhere = control.call("GET", "nowhere", "");
        assertThat(nowhere.status()).isEqualTo(404);
        assertThat(nowhere.header("Content-Type")).isEqualTo("application/problem+json");
        assertThat(control.call("POST", "", "").status())
                .as("the page is only looked at")
                .isEqualTo(405);
        Wire.Answer wrongMethod = control.call("DELETE", "clock", "");
        assertThat(wrongMethod.status()).isEqualTo(405);
        assertThat(wrongMethod.header("Allow")).isEqualTo("GET, HEAD, PUT");
    }

    @Test
    void everyRouteThatIsDescribedIsThereAndNoOther() throws IOException {
        Set<String> methods = Set.of("get", "put", "post", "delete", "patch");
        for (String template :
                (Iterable<String>) () -> control.description().path("paths").fieldNames()) {
            Set<String> described = new TreeSet<>();
            control.description().path("paths").path(template).fieldNames().forEachRemaining(field -> {
                if (methods.contains(field)) {
                    described.add(field.toUpperCase(Locale.ROOT));
                    if (field.equals("get")) {
                        described.add("HEAD");
                    }
                }
            });
            Wire.Answer answer = control.call("PATCH", template.substring(1).replaceAll("[{}]", ""), "");
            assertThat(answer.status()).as(template).isEqualTo(405);
            assertThat(answer.header("Allow")).as(template).isEqualTo(String.join(", ", described));
        }
    }
}
