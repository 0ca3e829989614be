package io.github.rackconnectmock.internal.scenario.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import io.github.rackconnectmock.scenario.Step;
import java.io.RandomAccessFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ScenarioFilesTest {
    private static final String ONE_SERVER = "{\"servers\": [{\"name\": \"mine\", \"sourceIp\": \"10.181.1.11\"}]}";

    @TempDir
    Path folder;

    @Test
    void aFileSaysTheSameAsTheBuilder() throws Exception {
        Scenario built = Scenario.builder()
                .description("web1 deploys in four minutes; db1 hits trouble and fails")
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .region(Region.DFW)
                        .status(AutomationStatus.DEPLOYING)
                        .gatewayIp(null)
                        .task("ConfigureNetworkStack", "PENDING")
                        .step(Step.after(Duration.ofMinutes(1)).task("ConfigureNetworkStack", "IN_PROGRESS"))
                        .step(Step.after(Duration.ofMinutes(2))
                                .name("gateway-ready")
                                .gatewayIp("10.181.0.1")
                                .task("ConfigureNetworkStack", "COMPLETE"))
                        .step(Step.after(Duration.ofMinutes(1)).status(AutomationStatus.DEPLOYED)))
                .server(CloudServer.named("db1")
                        .sourceIp("10.181.1.12")
                        .region(Region.DFW)
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.afterRequests(3).fault(Fault.answer(503).times(2)))
                        .step(Step.on("give-up").status(AutomationStatus.FAILED)))
                .build();

        Path file = Examples.good().stream()
                .filter(path -> Examples.name(path).equals("two-servers.json"))
                .findFirst()
                .orElseThrow();
        assertThat(ScenarioFiles.read(file)).isEqualTo(built);
    }

    @Test
    void everyGoodFileIsWrittenBackAsItWasMeant() throws Exception {
        for (Path file : Examples.good()) {
            Scenario scenario = ScenarioFiles.read(file);
            assertThat(parse(ScenarioFiles.write(scenario))).isEqualTo(scenario);
        }
    }

    @Test
    void whatGoesWithoutSayingIsNotWritten() {
        Scenario scenario = Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .step(Step.afterRequests(Operation.GATEWAY_IP, 2).gatewayIp(null)))
                .build();

        assertThat(ScenarioFiles.write(scenario)).isEqualTo("""
            {
              "servers": [
                {
                  "name": "web1",
                  "sourceIp": "10.181.1.11",
                  "lifecycle": [
                    {
                      "afterRequests": {
                        "gateway_ip": 2
                      },
                      "gatewayIp": null
                    }
                  ]
                }
              ]
            }
            """);
    }

    @Test
    void mistakesAreToldUnderTheNameThatTheUserGave() throws Exception {
        Path file = Files.writeString(folder.resolve("slow.json"), "{}");

        assertThatThrownBy(() -> ScenarioFiles.read(file))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessage(file + ":1:1: servers: missing; a scenario needs a list of at least one server");
    }

    @Test
    void aFileThatIsNotThereIsNoScenarioProblem() {
        Path absent = folder.resolve("absent.json");

        assertThatThrownBy(() -> ScenarioFiles.read(absent))
                .isInstanceOf(ScenarioFileException.class)
                .hasMessage(absent + ": there is no such file");
        assertThatThrownBy(() -> ScenarioFiles.read(folder))
                .isInstanceOf(ScenarioFileException.class)
                .hasMessage(folder + ": a directory, not a file");
        assertThatThrownBy(() -> ScenarioFiles.find(folder.toString()))
                .isInstanceOf(ScenarioFileException.class)
                .hasMessage(folder + ": a directory, not a file");
    }

    @Test
    void aPathThroughAFileCannotBeRead() throws Exception {
        Path file = Files.writeString(folder.resolve("slow.json"), ONE_SERVER);

        assertThatThrownBy(() -> ScenarioFiles.read(file.resolve("inside.json")))
                .isInstanceOf(ScenarioFileException.class)
                .hasMessage(file.resolve("inside.json") + ": can't be read");
    }

    @Test
    void whatIsFarTooLargeIsNotEvenDecoded() {
        byte[] large = new byte[64 * 1024 * 1024 + 1];

        assertThatThrownBy(() -> ScenarioFiles.parse("body", large))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessage("body: larger than 64 MiB, so no scenario");
    }

    @Test
    void aFarTooLargeFileIsRefused() throws Exception {
        Path file = folder.resolve("large.json");
        try (RandomAccessFile large = new RandomAccessFile(file.toFile(), "rw")) {
            large.setLength(64 * 1024 * 1024 + 1);
        }

        assertThatThrownBy(() -> ScenarioFiles.read(file))
                .isInstanceOf(InvalidScenarioException.class)
                .hasMessage(file + ": larger than 64 MiB, so no scenario");
    }

    @Test
    void findsTheCatalogueThenResourcesThenFiles() throws Exception {
        Path file = Files.writeString(folder.resolve("mine.json"), ONE_SERVER);
        Scenario mine = parse(ONE_SERVER);
        try (URLClassLoader resources =
                new URLClassLoader(new URL[] {folder.toUri().toURL()})) {
            assertThat(ScenarioFiles.find("deploys", resources)).isEqualTo(Catalogue.scenario("deploys"));
            assertThat(ScenarioFiles.find("mine.json", resources)).isEqualTo(mine);
            assertThat(ScenarioFiles.find("/mine.json", resources)).isEqualTo(mine);
        }
        ClassLoader none = Objects.requireNonNull(ClassLoader.getPlatformClassLoader());
        assertThat(ScenarioFiles.find(file.toString(), none)).isEqualTo(mine);
        assertThat(ScenarioFiles.find(file.toString())).isEqualTo(mine);
    }

    @Test
    void whatIsNowhereIsAnsweredWithAllThatWasTried() {
        ClassLoader none = Objects.requireNonNull(ClassLoader.getPlatformClassLoader());

        assertThatThrownBy(() -> ScenarioFiles.find("depoys", none))
                .isInstanceOf(ScenarioFileException.class)
                .hasMessage("depoys: no scenario of the catalogue, no resource on the class path and no file has this"
                        + " name, did you mean \"deploys\"?");
        assertThatThrownBy(() -> ScenarioFiles.find("depoys"))
                .hasMessage(
                        "depoys: no scenario of the catalogue and no file has this name, did you mean \"deploys\"?");
        for (String odd : new String[] {"", "\0", "a\nb"}) {
            assertThatThrownBy(() -> ScenarioFiles.find(odd, none))
                    .isInstanceOf(ScenarioFileException.class)
                    .hasMessageContaining("the catalogue has \"deployed\"")
                    .hasMessageNotContaining("\n");
        }
    }

    private static Scenario parse(String json) {
        return ScenarioFiles.parse("mine.json", json.getBytes(StandardCharsets.UTF_8));
    }
}
