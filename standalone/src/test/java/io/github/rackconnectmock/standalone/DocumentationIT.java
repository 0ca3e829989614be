package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Runs what the README and the pages of docs/ show, page by page, from top to bottom:
 *
 * <ul>
 *   <li>{@code json} blocks are read, as scenarios where they have servers; with a name, they are written to that file;
 *   <li>{@code sh} blocks start the jar, which the page's commands then ask; with a name, they are written to that file;
 *   <li>{@code console} blocks are run, each in one shell, and must print what stands below each command, where {@code …}
 *       is any text; those with {@code --hosts} only where that is possible.
 * </ul>
 *
 * <p>The jar's own port takes the place of 8089.
 */
class DocumentationIT {
    private static final Path ROOT = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")));
    private static final Path JAR = Path.of(RunningJar.JAR).toAbsolutePath();
    private static final String JAR_IN_DOCS = "standalone/target/rackconnect-mock.jar";
    private static final String END_OF_OUTPUT = "-- end of output --";
    private static final long PATIENCE_SECONDS = 60;

    @TempDir
    Path folder = Path.of("");

    private @Nullable RunningJar jar;
    private String port = "8089";

    static Stream<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md")));
        try (Stream<Path> docs = Files.list(ROOT.resolve("docs"))) {
            docs.filter(file -> file.toString().endsWith(".md"))
                    .map(ROOT::relativize)
                    .sorted()
                    .forEach(pages::add);
        }
        return pages.stream();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void showsWhatIsSo(Path page) throws Exception {
        try {
            for (Block block : Block.of(Files.readAllLines(ROOT.resolve(page)))) {
                switch (block.language()) {
                    case "json" -> json(block);
                    case "sh" -> sh(page, block);
                    case "console" -> console(block);
                    default -> {}
                }
            }
        } finally {
            stop();
        }
    }

    private void json(Block block) throws IOException {
        String text = String.join("\n", block.lines());
        block.file().ifPresent(name -> write(name, text));
        if (block.info().contains("bad")) {
            return;
        }
        if (new ObjectMapper().readTree(text).path("servers").isArray()) {
            ScenarioFiles.parse(block.place(), text.getBytes(StandardCharsets.UTF_8));
        }
    }

    private void sh(Path page, Block block) throws IOException {
        if (block.file().isPresent()) {
            write(block.file().get(), String.join("\n", block.lines()) + "\n");
            return;
        }
        for (String line : block.lines()) {
            String start = line;
            if (line.startsWith("mvn ")) {
                String build = line.replaceFirst(" && .*", "");
                assertThat(scripts())
                        .as("%s runs", block.place())
                        .containsAnyOf(build, "$(.ci/blocks " + page + " " + block.name() + ")");
                start = line.substring(build.length()).replaceFirst("^ && ", "");
            }
            if (start.startsWith("java -jar " + JAR_IN_DOCS)) {
                start(start.substring(("java -jar " + JAR_IN_DOCS).length()).strip());
            }
        }
    }

    /** What the check runs, and what it runs of a page's blocks by their names. */
    private static String scripts() throws IOException {
        return Files.readString(ROOT.resolve(".ci/run")) + Files.readString(ROOT.resolve(".ci/release"));
    }

    private void start(String arguments) throws IOException {
        stop();
        List<String> words = new ArrayList<>();
        for (String word : arguments.isEmpty() ? new String[0] : arguments.split(" ", -1)) {
            words.add(
                    word.matches("[\\w-]+\\.(json|pem)") ? folder.resolve(word).toString() : word);
        }
        words.addAll(List.of("--port", "0"));
        RunningJar started = new RunningJar(words.toArray(String[]::new));
        jar = started;
        port = started.ready().path("port").asText();
    }

    private void stop() {
        if (jar != null) {
            jar.close();
            jar = null;
        }
    }

    private void console(Block block) throws IOException, InterruptedException {
        if (block.lines().stream().anyMatch(line -> line.contains(" --hosts ")) && !OwnNetworkIT.isPossible()) {
            return;
        }
        List<String> commands = new ArrayList<>();
        List<StringBuilder> expected = new ArrayList<>();
        for (String line : block.lines()) {
            if (line.startsWith("$ ")) {
                commands.add(line.substring(2));
                expected.add(new StringBuilder());
            } else {
                expected.get(expected.size() - 1).append(line).append('\n');
            }
        }
        List<String> printed = run(commands);
        for (int i = 0; i < commands.size(); i++) {
            assertThat(printed.get(i))
                    .as("%s: %s", block.place(), commands.get(i))
                    .matches(pattern(expected.get(i).toString()));
        }
    }

    private static Pattern pattern(String expected) {
        return Pattern.compile(
                Stream.of(expected.strip().split("…", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    /** What each command prints, on both of its outputs. */
    private List<String> run(List<String> commands) throws IOException, InterruptedException {
        String script = commands.stream()
                .map(command -> command.replace("java -jar " + JAR_IN_DOCS, RunningJar.JAVA + " -jar " + JAR)
                        .replace("8089", port))
                .map(command -> command + "\necho '" + END_OF_OUTPUT + "'\n")
                .collect(Collectors.joining("", "exec 2>&1\n", ""));
        ProcessBuilder builder = new ProcessBuilder("bash", "-c", script).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> {
            String lower = name.toLowerCase(Locale.ROOT);
            return lower.endsWith("_proxy") || lower.startsWith("rackconnect_mock_");
        });
        Path output = folder.resolve("output");
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("still running after " + PATIENCE_SECONDS + " s: " + commands);
        }
        List<String> printed = new ArrayList<>();
        for (String part : Files.readString(output).split(END_OF_OUTPUT + "\n", -1)) {
            printed.add(part.replace("\r", "").strip());
        }
        return printed;
    }

    private void write(String name, String text) {
        try {
            Files.writeString(folder.resolve(name), text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * A fenced block of a page.
     *
     * @param line where it begins
     * @param info the words behind the fence
     */
    private record Block(int line, List<String> info, List<String> lines) {
        static List<Block> of(List<String> page) {
            List<Block> blocks = new ArrayList<>();
            Block open = null;
            for (int i = 0; i < page.size(); i++) {
                String line = page.get(i);
                if (!line.startsWith("```")) {
                    if (open != null) {
                        open.lines().add(line);
                    }
                } else if (open == null) {
                    open = new Block(i + 1, List.of(line.substring(3).strip().split(" ", -1)), new ArrayList<>());
                } else {
                    blocks.add(open);
                    open = null;
                }
            }
            return blocks;
        }

        String language() {
            return info.get(0);
        }

        String name() {
            return String.join(" ", info.subList(1, info.size()));
        }

        Optional<String> file() {
            return info.stream().filter(word -> word.contains(".")).findFirst();
        }

        String place() {
            return "line " + line;
        }
    }
}
