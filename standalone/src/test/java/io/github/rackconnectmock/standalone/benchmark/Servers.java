package io.github.rackconnectmock.standalone.benchmark;

import com.github.tomakehurst.wiremock.WireMockServer;
import io.github.rackconnectmock.standalone.benchmark.ServerProcess.Program;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The programs that are compared. */
final class Servers {
    static final int MANY = 10_000;
    static final String STATUS = "/v1/automation_status";

    /** The one server's name, as long as most names of the many. */
    static final String ONE = "web-5000";

    private static final String SERVER_OF_ONE = "{\"name\": \"" + ONE + "\", \"sourceIp\": \"10.0.0.1\"}";

    private final Path jar;
    private final Path folder;

    Servers(Path jar, Path folder) {
        this.jar = jar;
        this.folder = folder;
    }

    /** The answer that all servers are to give to one request. */
    record Answer(String target, String contentType, String body) {
        private String base64() {
            return Base64.getEncoder().encodeToString(body.getBytes(StandardCharsets.ISO_8859_1));
        }
    }

    /** The runner as it is started by hand. */
    Program mock() {
        return Program.ofJava("the mock", List.of("-jar", jar.toString(), "serve", "--port", "PORT"), folder, STATUS);
    }

    /** The runner with one server that may ask as often as it likes, and without a line for each request. */
    Program mockOfOne() throws IOException {
        return mock("one", SERVER_OF_ONE);
    }

    /** The same with 10,000 servers, {@code web-1} to {@code web-10000}. */
    Program mockOfMany() throws IOException {
        return mock("many", "{\"name\": \"web-{n}\", \"sourceIp\": \"10.0.0.1\", \"count\": " + MANY + "}");
    }

    private Program mock(String name, String server) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("-jar", jar.toString()));
        arguments.addAll(serving(name, server));
        return Program.ofJava("the mock", arguments, folder, STATUS);
    }

    private List<String> serving(String name, String server) throws IOException {
        Path scenario = folder.resolve(name + ".json");
        Files.writeString(scenario, "{\"rateLimit\": \"none\", \"servers\": [" + server + "]}");
        return List.of("serve", "--port", "PORT", "--quiet", "--scenario", scenario.toString());
    }

    /** The command of the package that needs no Java; empty if the build has made none. */
    Optional<Path> packaged() throws IOException {
        try (Stream<Path> files = Files.list(jar.getParent())) {
            return files.map(file -> file.resolve("bin").resolve("rackconnect-mock"))
                    .filter(Files::isExecutable)
                    .findFirst();
        }
    }

    /** The package's command as it is started by hand. */
    Optional<Program> packagedMock() throws IOException {
        return packaged()
                .map(command -> new Program(
                        "the package", List.of(command.toString(), "serve", "--port", "PORT"), folder, STATUS));
    }

    /** The package's command with the scenario of {@link #mockOfOne}. */
    Optional<Program> packagedMockOfOne() throws IOException {
        Optional<Path> command = packaged();
        if (command.isEmpty()) {
            return Optional.empty();
        }
        List<String> words = new ArrayList<>(List.of(command.get().toString()));
        words.addAll(serving("one", SERVER_OF_ONE));
        return Optional.of(new Program("the package", words, folder, STATUS));
    }

    /** What the mock answers. */
    Answer answer(ServerProcess mock, String target) throws IOException {
        String answer = RawClient.ask(mock.port, RawClient.get(target));
        return new Answer(
                target, RawClient.field(answer, "Content-Type"), answer.substring(answer.indexOf("\r\n\r\n") + 4));
    }

    /** WireMock's own jar, started in a folder with one stub. */
    Program wireMock(Answer answer) throws IOException {
        Path home = Files.createTempDirectory(folder, "wiremock");
        Path stub = Files.createDirectory(home.resolve("mappings")).resolve("stub.json");
        Files.writeString(stub, """
                {
                  "request": { "method": "GET", "url": "%s" },
                  "response": { "status": 200, "headers": { "Content-Type": "%s" }, "base64Body": "%s" }
                }
                """.formatted(answer.target, answer.contentType, answer.base64()));
        return Program.ofJava(
                "WireMock", List.of("-jar", jarOf(WireMockServer.class), "--port", "PORT"), home, answer.target);
    }

    /** Netty and nothing else. */
    Program bareNetty(Answer answer) {
        return Program.ofJava(
                "bare Netty",
                List.of(
                        "-cp",
                        System.getProperty("java.class.path"),
                        BareNetty.class.getName(),
                        "PORT",
                        answer.contentType,
                        answer.base64()),
                folder,
                answer.target);
    }

    private static String jarOf(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }
}
