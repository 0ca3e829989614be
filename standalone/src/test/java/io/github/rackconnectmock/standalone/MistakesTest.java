package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.AbstractMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MistakesTest {
    @TempDir
    Path directory = Path.of("");

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
            sevre                         | 64 | there is no verb sevre; did you mean serve?
            xyzzy                         | 64 | there is no verb xyzzy; the verbs are serve, validate, simulate, scenarios, schema, env, exec, wait, record, version, help, completion
            help xyzzy                    | 64 | there is no verb xyzzy; the verbs are serve, validate, simulate, scenarios, schema, env, exec, wait, record, version, help, completion
            help serv                     | 64 | there is no verb serv; did you mean serve?
            burst                         | 64 | there is no verb burst; write serve --scenario burst to play it
            my.json                       | 64 | there is no verb my.json; write serve --scenario my.json to play it
            --prot 1                      | 64 | there is no option --prot; did you mean --port?
            --prot=1                      | 64 | there is no option --prot=1; did you mean --port?
            simulate deploys --untill 1m  | 64 | there is no option --untill; did you mean --until?
            exec --sped 3 -- ls           | 64 | there is no option --sped; did you mean --speed?
            --xyzzy                       | 64 | there is no option --xyzzy; see rackconnect-mock help serve
            validate --port 0 x           | 64 | validate has no option --port, but serve and exec have one; see rackconnect-mock help validate
            --port 0 validate x           | 64 | validate has no option --port, but serve and exec have one; see rackconnect-mock help validate
            validate --until 3s x         | 64 | validate has no option --until, but simulate and record have one; see rackconnect-mock help validate
            completion bsh                | 64 | there is no completion for bsh; did you mean bash?
            completion tcsh               | 64 | there is no completion for tcsh; there is for bash, zsh, fish
            exec                          | 64 | exec needs a command to run; write it after --, such as: exec -- ./wait.sh
            exec --                       | 64 | exec needs a command to run; write it after --, such as: exec -- ./wait.sh
            --first-server-for 10.0.0.0/40 | 64 | --first-server-for can't be "10.0.0.0/40"; give addresses and networks, such as 172.16.0.0/12,fd00::/8
            --advertise a/b               | 64 | --advertise can't be "a/b"; give a host name or an address, such as mock.example or 10.0.0.5
            --watch --scenario -          | 64 | --watch needs a scenario file, and standard input is none; save it as a file
            env                           | 64 | missing required option: '--ready-file=FILE'; see rackconnect-mock help env
            env --ready-file x --format pwsh | 64 | --format can't be "pwsh"; give one of sh, fish, powershell, github, dotenv, json
            env --ready-file x --format jsn | 64 | --format can't be "jsn"; did you mean json?
            env --ready-file x --xenstore-read= | 64 | --xenstore-read can't be ""; give a folder's path without a :
            env --ready-file x --xenstore-read a:b | 64 | --xenstore-read can't be "a:b"; give a folder's path without a :
            exec --hosts --port 0 -- ls   | 64 | --hosts has ports 80 and 443 of a network of its own; leave --port, --https-port and --bind out
            exec --hosts --bind ::1 -- ls | 64 | --hosts has ports 80 and 443 of a network of its own; leave --port, --https-port and --bind out
            exec --hosts=on -- ls         | 64 | --hosts can't be "on"; give true or false
            @nope                         | 66 | @nope: there is no such file that can be read; @FILE stands for the arguments in it, and @@ for a plain @
            serve 8089                    | 64 | there is no use for 8089; see rackconnect-mock help serve
            --port                        | 64 | missing required parameter for option '--port' (NUMBER); see rackconnect-mock help serve
            --port abc                    | 64 | --port can't be "abc"; give a number from 0 to 65535, where 0 is any free port
            --port 65536                  | 64 | --port can't be "65536"; give a number from 0 to 65535, where 0 is any free port
            --port -1                     | 64 | --port can't be "-1"; give a number from 0 to 65535, where 0 is any free port
            --port 1 --port 2             | 64 | option '--port' (NUMBER) should be specified only once; see rackconnect-mock help serve
            --bind example                | 64 | --bind can't be "example"; give an IP address of this machine, such as 127.0.0.1 or 0.0.0.0
            --speed 0                     | 64 | --speed can't be "0"; give a number above 0, up to 100000, such as 60
            --speed fast                  | 64 | --speed can't be "fast"; give a number above 0, up to 100000, such as 60
            --speed NaN                   | 64 | --speed can't be "NaN"; give a number above 0, up to 100000, such as 60
            --journal-size -1             | 64 | --journal-size can't be "-1"; give a whole number, 0 or more
            --strict-source=maybe         | 64 | --strict-source can't be "maybe"; give true or false
            --ready-file=                 | 64 | --ready-file can't be ""; give a file's path
            --watch                       | 64 | --watch needs a scenario file, and deploys is built in; save it with 'rackconnect-mock scenarios deploys > my.json', then use --scenario my.json
            --scenario deplyos            | 66 | deplyos: no scenario of the catalogue and no file has this name, did you mean "deploys"?
            --watch --scenario nope/s.json | 66 | nope/s.json can't be watched (its directory isn't there); start without --watch, or choose another file
            validate                      | 64 | missing required parameter: 'FILE'; see rackconnect-mock help validate
            validate nope.json            | 66 | nope.json: there is no such file
            simulate                      | 64 | missing required parameter: 'FILE|NAME'; see rackconnect-mock help simulate
            simulate deploys --until 5    | 64 | --until can't be "5"; give a duration such as "250ms", "30s", "4m", "1h30m" or "PT4M"
            scenarios deplyos             | 64 | "deplyos" is no scenario of the catalogue, did you mean "deploys"?
            wait --url 127.0.0.1:8089     | 64 | --url can't be "127.0.0.1:8089"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url ftp://127.0.0.1    | 64 | --url can't be "ftp://127.0.0.1"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url //host             | 64 | --url can't be "//host"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url http://a:65536     | 64 | --url can't be "http://a:65536"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url http://a_b:65536   | 64 | --url can't be "http://a_b:65536"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url http://            | 64 | --url can't be "http://"; give the base URL of a mock, such as http://127.0.0.1:8089
            wait --url http://a --ready-file b | 64 | give --url or --ready-file, not both
            wait --ca-file nope.pem       | 66 | nope.pem: there is no such file that can be read
            record                        | 64 | record needs to know what to ask; give --url, --region or --from
            record --url http://a --region ord | 64 | give --url or --region, not both
            record --region nrt           | 64 | --region can't be "nrt"; give one of DFW, HKG, IAD, LON, ORD, SYD
            record --url a:80             | 64 | --url can't be "a:80"; give the base URL of the API, such as http://127.0.0.1:8089
            record --url http://a:99999   | 64 | --url can't be "http://a:99999"; give the base URL of the API, such as http://127.0.0.1:8089
            record --url http://a?b       | 64 | --url can't be "http://a?b"; give the base URL of the API, such as http://127.0.0.1:8089
            record --url http://a --every 0s | 64 | --every can't be "0s"; give a duration above zero, such as 5s
            record --url http://a --timeout 0s | 64 | --timeout can't be "0s"; give a duration above zero, such as 5s
            record --url http://a --limit 0 | 64 | --limit can't be "0"; give a number of requests from 1 to 60000
            record --url http://a --until 7 | 64 | --until can't be "7"; give a status such as DEPLOYED, or a duration such as 30m
            record --url http://a --until deployed | 64 | --until can't be "deployed"; give a status such as DEPLOYED, in capital letters
            record --url http://a --ca-file nope.pem | 66 | nope.pem: there is no such file that can be read
            record --from a.har --every 1s | 64 | --from asks nobody; leave --every out
            record --from nope.har        | 66 | nope.har: there is no such file
            wait --timeout soon           | 64 | --timeout can't be "soon"; give a duration such as "250ms", "30s", "4m", "1h30m" or "PT4M"
            """)
    void isOneLineThatSaysWhatWouldBeRight(String arguments, int exitCode, String line) {
        Outcome outcome = Outcome.of(arguments.split(" "));
        assertThat(outcome.err()).containsExactly("rackconnect-mock: " + line);
        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.exitCode()).isEqualTo(exitCode);
    }

    @ParameterizedTest
    @CsvSource(delimiterString = " | ", textBlock = """
        PORT             | abc   | give a number from 0 to 65535, where 0 is any free port
        BIND             | home  | give an IP address of this machine, such as 127.0.0.1 or 0.0.0.0
        SPEED            | -1    | give a number above 0, up to 100000, such as 60
        JOURNAL_SIZE     | 1e3   | give a whole number, 0 or more
        STRICT_SOURCE    | yes   | give true or false
        NO_FORWARDED_FOR | 1     | give true or false
        WATCH            | on    | give true or false
        QUIET            | TRUE  | give true or false
        """)
    void ofAVariableNamesTheVariable(String name, String value, String remedy) {
        String variable = "RACKCONNECT_MOCK_" + name;
        Outcome outcome = Outcome.of(Map.of(variable, value));
        assertThat(outcome.err())
                .containsExactly("rackconnect-mock: " + variable + " can't be \"" + value + "\"; " + remedy);
        assertThat(outcome.exitCode()).isEqualTo(64);
    }

    @Test
    void ofAVariableOfServeConcernsServeAlone() {
        assertThat(Outcome.of(Map.of("RACKCONNECT_MOCK_PORT", "abc"), "version").exitCode())
                .isZero();
    }

    @Test
    void inAScenarioAreAllPrintedEachInItsLine() throws IOException {
        Path file = Files.writeString(
                directory.resolve("bad.json"), "{\n\"servers\": [{\"name\": \"web 1\"}],\n\"seeed\": 1}");
        Outcome outcome = Outcome.of("--port", "0", "--scenario", file.toString());
        assertThat(outcome.err())
                .hasSizeGreaterThan(1)
                .allSatisfy(line -> assertThat(line).matches("\\Q" + file + "\\E:\\d+:\\d+: .*"));
        assertThat(outcome.exitCode()).isEqualTo(65);
    }

    @Test
    void aPortInUseIsNamed() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Outcome.of("--port", Integer.toString(taken.getLocalPort()));
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .isEqualTo("rackconnect-mock: port " + taken.getLocalPort()
                            + " of 127.0.0.1 is in use; choose another, or 0"
                            + " for any free one; the options are --port, --https-port and --bind");
            assertThat(outcome.exitCode()).isEqualTo(69);
        }
    }

    @Test
    void aPortWithTlsInUseIsNamedToo() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Outcome outcome = Outcome.of("--port", "0", "--https-port", Integer.toString(taken.getLocalPort()));
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .startsWith("rackconnect-mock: port " + taken.getLocalPort() + " of 127.0.0.1 is in use;");
            assertThat(outcome.exitCode()).isEqualTo(69);
        }
    }

    @Test
    void anIdentityThatCannotBeUsedIsNamed() {
        assertThat(Outcome.of("--tls-cert", "a.pem").err())
                .containsExactly("rackconnect-mock: give --tls-cert and --tls-key together, or --tls-keystore alone");
        Outcome missing = Outcome.of("--tls-keystore", "none.p12");
        assertThat(missing.err())
                .singleElement()
                .asString()
                .startsWith("rackconnect-mock: none.p12: there is no such file");
        assertThat(missing.exitCode()).isEqualTo(66);
    }

    @Test
    void anAddressOfAnotherMachineCannotBeHad() {
        Outcome outcome = Outcome.of("--port", "0", "--bind", "192.0.2.1");
        assertThat(outcome.err()).singleElement().asString().contains("can't listen on port 0 of 192.0.2.1: ");
        assertThat(outcome.exitCode()).isEqualTo(69);
    }

    @Test
    void aReadyFileThatCannotBeWrittenStopsEverythingBeforeItBegins() {
        for (Path file : new Path[] {directory, directory.resolve("nope/ready.json")}) {
            Outcome outcome = Outcome.of("--port", "0", "--ready-file", file.toString());
            assertThat(outcome.err())
                    .singleElement()
                    .asString()
                    .startsWith("rackconnect-mock: can't write the ready file " + file + " (")
                    .endsWith("; choose a file in a directory that you can write to");
            assertThat(outcome.out()).isEmpty();
            assertThat(outcome.exitCode()).isEqualTo(73);
        }
    }

    /** Also what would turn the writing's direction, or is the end of a line elsewhere. */
    @ParameterizedTest
    @ValueSource(strings = {"\u0085", "\u009b", "\u2028", "\u202e", "\u200b"})
    void showsNoCharacterThatATerminalActsUpon(String character) {
        assertThat(Outcome.of("--port", "1" + character + "2").err())
                .containsExactly("rackconnect-mock: --port can't be \"1?2\"; give a number from 0 to 65535,"
                        + " where 0 is any free port");
    }

    @Test
    void isOneLineEvenWhereAnArgumentIsMore() {
        assertThat(Outcome.of("--port", "1\n2\u001b[31m").err())
                .containsExactly("rackconnect-mock: --port can't be \"1?2?[31m\"; give a number from 0 to 65535,"
                        + " where 0 is any free port");
    }

    @Test
    void insideTheProgramIsAnInternalError() {
        Lines err = new Lines();
        Runner runner = new Runner(new Console(
                new Lines().stream(), err.stream(), InputStream.nullInputStream(), new BrokenEnvironment()));
        assertThat(runner.run("serve")).isEqualTo(70);
        assertThat(err.all()).containsExactly("rackconnect-mock: internal error: broken");
    }

    private static final class BrokenEnvironment extends AbstractMap<String, String> {
        @Override
        public Set<Entry<String, String>> entrySet() {
            throw new IllegalStateException("broken");
        }
    }
}
