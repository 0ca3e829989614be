package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.annotation.JsonRootName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.xml.XmlMapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlElementWrapper;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlProperty;
import com.fasterxml.jackson.dataformat.xml.annotation.JacksonXmlText;
import io.github.rackconnectmock.internal.simulation.AllAtOnce;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ServerState;
import io.github.rackconnectmock.scenario.Step;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** The bodies of 200 answers, character by character as Jackson's databind writes them, and each written once. */
class WrittenBodiesTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final XmlMapper XML = new XmlMapper();
    private static final Pattern TAG_OR_GREATER = Pattern.compile("</?[a-z_]+/?>|>");

    @Property
    void areThoseThatDatabindWrites(
            @ForAll("features") Map<String, Boolean> features,
            @ForAll("tasks") Map<String, String> tasks,
            @ForAll("statuses") AutomationStatus status)
            throws JsonProcessingException {
        ServerState state = new ServerState("start", status, "10.0.0.1", features, tasks);

        for (Operation operation : Operation.RACKCONNECT) {
            Object expected = structure(state, operation);
            assertThat(Bodies.body(state, operation, Format.JSON)).isEqualTo(JSON.writeValueAsString(expected));
            // The JDK escapes every >, Woodstox only where XML demands it.
            assertThat(Bodies.body(state, operation, Format.XML))
                    .isEqualTo(TAG_OR_GREATER
                            .matcher(XML.writeValueAsString(expected))
                            .replaceAll(match -> match.group().equals(">") ? "&gt;" : match.group()));
        }
    }

    @Provide
    Arbitrary<AutomationStatus> statuses() {
        return Arbitraries.of(AutomationStatus.DOCUMENTED);
    }

    @Provide
    Arbitrary<Map<String, Boolean>> features() {
        return Arbitraries.maps(texts(), Arbitraries.of(true, false)).ofMaxSize(4);
    }

    @Provide
    Arbitrary<Map<String, String>> tasks() {
        return Arbitraries.maps(texts(), texts()).ofMaxSize(4);
    }

    /** Any text that a scenario may have, and often what JSON and XML escape. */
    private static Arbitrary<String> texts() {
        Arbitrary<String> anything = Arbitraries.strings().ofMaxLength(10);
        Arbitrary<String> escaped =
                Arbitraries.strings().withChars("<>&\"'\\/] \u007F\u00E9\u2028").ofMaxLength(10);
        return Arbitraries.oneOf(anything, escaped, Arbitraries.of("\uD83D\uDD25 wall", "]]>", "a>b"))
                .filter(text -> !text.isBlank()
                        && text.codePoints()
                                .noneMatch(each -> Character.isISOControl(each)
                                        || Character.getType(each) == Character.SURROGATE
                                        || (each & 0xFFFE) == 0xFFFE));
    }

    @Test
    void areWrittenOnceForEachStateAndFormat() throws Exception {
        Simulation simulation = simulation();
        Bodies bodies = new Bodies(simulation);
        ServerState start = simulation.servers().first().state();

        List<byte[]> written =
                AllAtOnce.call(8, i -> bodies.bytes(start, Operation.AUTOMATION_STATUS_DETAILS, Format.JSON));
        byte[] kept = bodies.bytes(start, Operation.AUTOMATION_STATUS_DETAILS, Format.JSON);

        assertThat(written).allSatisfy(each -> assertThat(each).isEqualTo(kept));
        assertThat(bodies.bytes(start, Operation.AUTOMATION_STATUS_DETAILS, Format.JSON))
                .isSameAs(kept);
    }

    @Test
    void areEachOfItsOwnStateOperationAndFormat() {
        Simulation simulation = simulation();
        Bodies bodies = new Bodies(simulation);
        assertThat(simulation.states()).hasSize(3);

        for (int round = 0; round < 2; round++) {
            for (ServerState state : simulation.states()) {
                for (Operation operation : Operation.RACKCONNECT) {
                    for (Format format : Format.offeredBy(operation)) {
                        assertThat(new String(bodies.bytes(state, operation, format), StandardCharsets.UTF_8))
                                .isEqualTo(Bodies.body(state, operation, format));
                    }
                }
            }
        }
    }

    @Test
    void ofAStateThatIsEqualButListsItsTasksInAnotherOrderAreItsOwn() {
        Simulation simulation = new Simulation(
                Scenario.builder()
                        .server(CloudServer.named("a")
                                .sourceIp("10.0.0.1")
                                .task("x", "1")
                                .task("y", "2"))
                        .server(CloudServer.named("b")
                                .sourceIp("10.0.0.2")
                                .task("y", "2")
                                .task("x", "1"))
                        .build(),
                MovableClock.running());
        Bodies bodies = new Bodies(simulation);
        ServerState first = simulation.states().get(0);
        ServerState second = simulation.states().get(1);
        assertThat(first).isEqualTo(second);

        assertThat(bodies.bytes(first, Operation.AUTOMATION_STATUS_DETAILS, Format.JSON))
                .isNotEqualTo(bodies.bytes(second, Operation.AUTOMATION_STATUS_DETAILS, Format.JSON));
    }

    @Test
    void ofAnotherSimulationAreRefused() {
        Bodies bodies = new Bodies(simulation());
        ServerState other = simulation().servers().first().state();

        assertThatIllegalArgumentException()
                .isThrownBy(() -> bodies.bytes(other, Operation.AUTOMATION_STATUS, Format.TEXT));
    }

    @Test
    void withoutAGatewayThereIsNoneToTell() {
        ServerState without = new ServerState("start", AutomationStatus.DEPLOYED, null, Map.of(), Map.of());

        for (Format format : Format.values()) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> Bodies.body(without, Operation.GATEWAY_IP, format))
                    .withMessage("no gateway is assigned");
        }
    }

    /** A burst of 10 and a server, with three states in all. */
    private static Simulation simulation() {
        return new Simulation(
                Scenario.builder()
                        .server(CloudServer.named("web-{n}")
                                .sourceIp("10.0.0.1")
                                .count(10)
                                .status(AutomationStatus.DEPLOYING)
                                .step(Step.on("go").gatewayIp("10.181.0.1").status(AutomationStatus.DEPLOYED)))
                        .server(CloudServer.named("db").sourceIp("10.1.0.1").task("Größe 🔥", "<&>"))
                        .build(),
                MovableClock.running());
    }

    private static Object structure(ServerState state, Operation operation) {
        return switch (operation) {
            case AUTOMATION_STATUS -> new Status(state.status().name());
            case AUTOMATION_STATUS_DETAILS ->
                new Details(
                        state.status().name(),
                        state.tasks().entrySet().stream()
                                .map(task -> new Task(task.getKey(), task.getValue()))
                                .toList());
            case GATEWAY_IP -> new Gateway(String.valueOf(state.gatewayIp()));
            case AUTOMATION_FEATURES ->
                new Features(state.features().entrySet().stream()
                        .map(feature -> new Feature(feature.getKey(), feature.getValue()))
                        .toList());
            default -> throw new IllegalArgumentException(operation.word());
        };
    }

    @JsonRootName("automation_status")
    private record Status(
            @JacksonXmlText @JsonProperty("automation_status")
            String status) {}

    @JsonRootName("automation_status_details")
    private record Details(
            @JsonProperty("automation_status") String status,

            @JsonProperty("automation_tasks")
            @JacksonXmlElementWrapper(localName = "automation_tasks")
            @JacksonXmlProperty(localName = "automation_task")
            List<Task> tasks) {}

    private record Task(
            @JsonProperty("name") String name,
            @JsonProperty("status") String status) {}

    @JsonRootName("gateway_ip")
    private record Gateway(
            @JacksonXmlText @JsonProperty("gateway_ip") String ip) {}

    @JsonRootName("automation_features")
    private record Features(
            @JsonProperty("automation_features")
            @JacksonXmlElementWrapper(useWrapping = false)
            @JacksonXmlProperty(localName = "automation_feature")
            List<Feature> features) {}

    private record Feature(
            @JsonProperty("name") String name,
            @JsonProperty("is_enabled") boolean enabled) {}
}
