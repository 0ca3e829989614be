package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** What {@code env} prints for a shell, asking the mock where it has to. */
@Timeout(60)
class EnvTest {
    @TempDir
    Path folder = Path.of("");

    private InProcess mock(String... more) {
        String[] args = new String[more.length + 6];
        System.arraycopy(
                new String[] {"--port", "0", "--ready-file", file("ready.json"), "--ca-file", file("ca.pem")},
                0,
                args,
                0,
                6);
        System.arraycopy(more, 0, args, 6, more.length);
        return new InProcess(Map.of(), args);
    }

    private String file(String name) {
        return folder.resolve(name).toString();
    }

    private Outcome env(String... more) {
        String[] args = new String[more.length + 3];
        System.arraycopy(new String[] {"env", "--ready-file", file("ready.json")}, 0, args, 0, 3);
        System.arraycopy(more, 0, args, 3, more.length);
        return Outcome.of(args);
    }

    /** A name that means something to a pattern or to a path is a name like any other. */
    @Test
    void aServerThatTheScenarioLacksIsAMistake() throws Exception {
        try (InProcess mock = mock()) {
            mock.ready();
            for (String name : new String[] {"nobody", "a$1", "a/b", "../health", "", "10.9.9.9", "a b", "%zz"}) {
                Outcome outcome = env("--as", name);
                assertThat(outcome.err())
                        .containsExactly(
                                "rackconnect-mock: --as can't be \"" + name + "\"; the scenario has no such server");
                assertThat(outcome.exitCode()).isEqualTo(64);
                assertThat(outcome.out()).isEmpty();
            }
            Outcome known = env("--as", "web1");
            assertThat(known.exitCode()).isZero();
            assertThat(env("--as", "10.181.1.11")).as("its address").isEqualTo(known);
        }
    }

    @Test
    void aMockThatHasEndedIsNamed() throws Exception {
        String ready;
        try (InProcess mock = mock()) {
            ready = mock.out.next();
        }
        Files.writeString(folder.resolve("ready.json"), ready);
        Outcome outcome = env("--as", "web1");
        assertThat(outcome.err())
                .singleElement()
                .asString()
                .contains(" doesn't answer (")
                .endsWith("; start it again");
        assertThat(outcome.exitCode()).isEqualTo(69);
    }

    @Test
    void theNameThatIsAdvertisedIsAskedDirectly() throws Exception {
        try (InProcess mock = mock("--advertise", "mock.ci.example")) {
            int port = mock.ready().path("port").asInt();
            assertThat(env().out())
                    .contains(
                            "export http_proxy='http://mock.ci.example:" + port + "'",
                            "export no_proxy='localhost,127.0.0.1,::1,mock.ci.example'");
        }
    }
}
