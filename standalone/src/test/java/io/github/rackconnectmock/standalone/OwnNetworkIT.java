package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code exec --hosts}: the six hosts' names lead to the mock, without a proxy. */
@Timeout(120)
class OwnNetworkIT {
    private static final String EXEC = "$JAVA -jar $JAR exec --hosts ";
    private static final String STATUS =
            "curl -sS https://dfw.api.rackconnect.rackspace.com/v1/automation_status; echo";
    private static final String FOUR = """
            {"servers": [{"name": "web1", "sourceIp": "10.181.1.11", "status": "DEPLOYING"},
                         {"name": "web2", "sourceIp": "10.181.1.12", "status": "FAILED"},
                         {"name": "web3", "sourceIp": "127.0.0.5", "status": "FAILED"},
                         {"name": "web4", "sourceIp": "fd00::4", "status": "FAILED"}]}
            """;

    @TempDir
    Path folder = Path.of("");

    /** Leaves a test out, saying so, where the system has no namespaces for its users. */
    static void assumePossible() throws IOException, InterruptedException {
        assumeTrue(isPossible(), "no networks of one's own here");
    }

    /** Whether the system has namespaces for its users, as {@code unshare} says; if not, says so. */
    static boolean isPossible() throws IOException, InterruptedException {
        ShellScript probe = ShellScript.run(
                Path.of("/"),
                "unshare --user --map-root-user -- unshare --mount --net -- sh -c 'ip link set lo up"
                        + " && mount --bind /etc/hosts /etc/hosts && unshare --user --map-user=0 --map-group=0 -- true'");
        if (probe.exitCode() != 0) {
            System.out.println("left out: no networks of one's own here: " + probe.err());
        }
        return probe.exitCode() == 0;
    }

    @BeforeEach
    void prepare() throws Exception {
        assumePossible();
        ShellScript.assumeInstalled("curl");
        Files.writeString(folder.resolve("four.json"), FOUR);
    }

    private ShellScript run(String script) throws Exception {
        return ShellScript.run(folder, script);
    }

    @Test
    void eachOfTheSixHostsIsTheMockWithTlsAndWithout() throws Exception {
        ShellScript ended = run(EXEC + "--scenario deployed -- sh -c 'for region in dfw hkg iad lon ord syd; do for"
                + " scheme in http https; do curl -sS $scheme://$region.api.rackconnect.rackspace.com/v1/gateway_ip;"
                + " echo; done; done'");
        assertThat(ended).isEqualTo(new ShellScript(0, "10.181.0.1\n".repeat(12), ""));
    }

    /** A proxy of the caller's isn't reached from there, and nothing else is. */
    @Test
    void nothingOutsideIsReached() throws Exception {
        Path hosts = Path.of("/etc/hosts");
        String before = Files.readString(hosts);
        try (ServerSocket outside = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String url = "http://127.0.0.1:" + outside.getLocalPort();
            ShellScript ended = run("export http_proxy=" + url + " HTTPS_PROXY=" + url + " all_proxy=" + url + "; "
                    + EXEC + "-- sh -c 'env | grep -i _proxy; curl -s " + url + "; echo $?; curl -s http://example.com;"
                    + " echo $?; " + STATUS + "'");
            assertThat(ended.out()).isEqualTo("7\n6\nDEPLOYING\n");
        }
        assertThat(hosts).content().isEqualTo(before);
    }

    @ParameterizedTest
    @CsvSource({
        "web2, 10.181.1.12",
        "10.181.1.12, 10.181.1.12",
        "web3, 127.0.0.5",
        "web4, fd00::4",
        "fd00:0::4, fd00::4",
        "web1, 10.181.1.11"
    })
    void asIsWhoeverAsks(String server, String address) throws Exception {
        ShellScript ended = run(EXEC + "--scenario four.json --as " + server
                + " --quiet=false -- sh -c 'curl -sS -w \" %{local_ip}\" -o /dev/null"
                + " https://dfw.api.rackconnect.rackspace.com/v1/automation_status'");
        assertThat(ended.out()).as("%s", ended.err()).isEqualTo(" " + address);
        assertThat(ended.err()).contains(" GET /v1/automation_status -> 200 ").hasLineCount(1);
        assertThat(ended.err().contains("FAILED")).isEqualTo(!server.equals("web1"));
    }

    @Test
    void whoIsAskedForMustBeThere() throws Exception {
        for (String nobody : List.of("nobody", "10.9.9.9")) {
            assertThat(run(EXEC + "--as " + nobody + " -- true"))
                    .isEqualTo(new ShellScript(
                            64,
                            "",
                            "rackconnect-mock: --as: the scenario has no server " + nobody + "; it has web1\n"));
        }
    }

    @Test
    void theCommandsWordsInputOutputsAndCodeAreItsOwn() throws Exception {
        assertThat(run("echo hello | " + EXEC
                        + "-- sh -c 'cat; echo \"$@\"; echo err >&2; exit 7' sh @x --port 'a b' --"))
                .isEqualTo(new ShellScript(7, "hello\n@x --port a b --\n", "err\n"));
        assertThat(run(EXEC + "-- wc -c <&-").out().strip()).isEqualTo("0");
        assertThat(run("cat four.json | " + EXEC + "--scenario - -- sh -c '" + STATUS + "'")
                        .out())
                .isEqualTo("DEPLOYING\n");
        assertThat(run(EXEC + "--scenario outage -- true").exitCode()).isEqualTo(1);
    }

    /** Of util-linux and the shell there is always enough; iproute2 is needed for the address of another server alone. */
    @Test
    void itNeedsFewPrograms() throws Exception {
        String few = "mkdir few; for program in sh unshare mount umount curl; do ln -s \"$(command -v $program)\" few;"
                + " done; PATH=\"$PWD/few\" ";
        assertThat(run(few + EXEC + "-- sh -c '" + STATUS + "'")).isEqualTo(new ShellScript(0, "DEPLOYING\n", ""));
        assertThat(run("PATH=\"$PWD/few\" " + EXEC + "--as web1 -- sh").err())
                .startsWith("rackconnect-mock: --hosts isn't possible here (--as needs ip of iproute2); it needs ");
        assertThat(run("rm -r few").exitCode()).isZero();
    }

    @Test
    void theCommandsUserIsTheCaller() throws Exception {
        String who = "id -u; id -g; pwd";
        assertThat(run(EXEC + "-- sh -c '" + who + "; ip link set lo down 2>/dev/null || echo as others'")
                        .out())
                .isEqualTo(run(who).out() + "as others\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            no-such-program | 127 | No such file or directory
            ./none          | 127 | No such file or directory
            ./four.json     | 126 | Permission denied
            /               | 126 | Permission denied
            ''              | 127 | No such file or directory
            """)
    void whatCannotBeRunIsSaidInALine(String program, int exitCode, String why) throws Exception {
        assertThat(run(EXEC + "-- '" + program + "'"))
                .isEqualTo(new ShellScript(
                        exitCode,
                        "",
                        "rackconnect-mock: can't run " + program + " (" + why
                                + "); give a program and its arguments after --\n"));
    }

    /** Time begins with the command, the control API is at the loopback address, and nothing stays. */
    @Test
    void theControlApiIsThereAndNothingIsLeftBehind() throws Exception {
        Path temporary = Files.createDirectory(folder.resolve("it's temporary"));
        ShellScript ended = run("TMPDIR=\"$PWD/it's temporary\" " + EXEC
                + "-- sh -c 'curl -s http://127.0.0.1/__admin/rackconnect/clock; ls \"$TMPDIR\"; env'");
        assertThat(ended.out()).contains("\"frozen\":false", "rackconnect-mock").doesNotContain(OwnNetwork.MARK);
        assertThat(temporary).isEmptyDirectory();
    }

    /** As a launcher does, which opens its folder so that the jar's name is the same wherever that is. */
    @Test
    void theJarMayBeNamedByADescriptor() throws Exception {
        ShellScript ended = run("exec 9<\"$(dirname \"$JAR\")\"; $JAVA -cp /proc/self/fd/9/$(basename \"$JAR\")"
                + " io.github.rackconnectmock.standalone.Main exec --hosts -- sh -c '" + STATUS + "'");
        assertThat(ended).isEqualTo(new ShellScript(0, "DEPLOYING\n", ""));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                // As a system that forbids it.
                "unshare --user --map-root-user sh -c 'echo 0 >/proc/sys/user/max_user_namespaces; exec \"$@\"' sh ",
                // As a system without the program.
                "PATH=\"$PWD\" "
            })
    void whereItIsNotPossibleALineSaysSo(String system) throws Exception {
        ShellScript ended = run(system + EXEC + "-- /bin/true");
        assertThat(ended.err())
                .startsWith("rackconnect-mock: --hosts isn't possible here (")
                .contains("it needs Linux with user namespaces")
                .hasLineCount(1);
        assertThat(ended.exitCode()).isEqualTo(69);
    }

    /** What looks like the second start must not be one: it would change the machine's own hosts. */
    @Test
    void theMarkAloneIsNoNetwork() throws Exception {
        ShellScript ended = run(OwnNetwork.MARK + "='net:[1] 1 1' " + EXEC + "-- sh -c '" + STATUS + "'");
        assertThat(ended).isEqualTo(new ShellScript(0, "DEPLOYING\n", ""));
    }
}
