package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import io.github.rackconnectmock.scenario.ScenarioNotes;
import io.github.rackconnectmock.scenario.ScenarioWarnings;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * Scenario files: JSON in UTF-8 with the words of {@link Scenario}. The mistakes of a file are reported at
 * once, up to a hundred of them, one line each, such as {@code slow.json:14:22: servers[0].lifecycle[1].staus: unknown
 * field, did you mean "status"?}: file, line and column from 1, path, what is wrong and what would be right.
 */
public final class ScenarioFiles {
    /** Ten times what 10,000 servers with long lives take. */
    private static final int LARGEST_FILE = 64 * 1024 * 1024;

    private static final String SCHEMA = "rackconnect-scenario.schema.json";

    private ScenarioFiles() {}

    /**
     * Reads a file.
     *
     * @throws ScenarioFileException if there is no such file, or it can't be read
     * @throws InvalidScenarioException if it has mistakes, or is larger than 64 MiB
     */
    public static Scenario read(Path file) {
        return parse(file.toString(), bytes(file));
    }

    /**
     * Reads the content of a file.
     *
     * @param fileName how mistakes call it
     * @param json the content, in UTF-8 with or without a byte order mark
     * @throws InvalidScenarioException if it has mistakes, or is larger than 64 MiB
     */
    public static Scenario parse(String fileName, byte[] json) {
        return read(fileName, json, ScenarioBinder::bind);
    }

    /**
     * Reads one incident, as it stands in the list of a scenario's.
     *
     * @param fileName how mistakes call it
     * @param json the content, in UTF-8
     * @throws InvalidScenarioException if it has mistakes
     */
    public static Incident parseIncident(String fileName, byte[] json) {
        return read(fileName, json, IncidentBinder::bind);
    }

    /**
     * A scenario, and what is seldom meant in its file.
     *
     * @param warnings a line for each, as for mistakes
     * @param notes what it comes to where that depends on how it is asked; a line for each
     */
    public record Checked(Scenario scenario, List<String> warnings, List<String> notes) {}

    /** Reads a file as {@link #read(Path)} does, and looks for what is seldom meant. */
    public static Checked check(Path file) {
        return check(file.toString(), bytes(file));
    }

    /** Reads the content of a file as {@link #parse} does, and looks for what is seldom meant. */
    public static Checked check(String fileName, byte[] json) {
        return read(fileName, json, (top, mistakes) -> {
            Scenario scenario = ScenarioBinder.bind(top, mistakes);
            RuleMistakes warnings = new RuleMistakes(top, mistakes);
            ScenarioWarnings.of(scenario).forEach(warnings::warn);
            Mistakes noted = mistakes.another();
            RuleMistakes notes = new RuleMistakes(top, noted);
            ScenarioNotes.of(scenario).forEach(notes::note);
            return new Checked(scenario, mistakes.lines(), noted.lines());
        });
    }

    private static <T> T read(String fileName, byte[] json, BiFunction<JsonValue, Mistakes, T> binder) {
        if (json.length > LARGEST_FILE) {
            String size = "larger than " + LARGEST_FILE / (1024 * 1024) + " MiB, so no scenario";
            throw new InvalidScenarioException(List.of(Mistakes.oneLine(fileName) + ": " + size));
        }
        SourceText source = SourceText.decode(json);
        Mistakes mistakes = new Mistakes(fileName, source);
        if (source.firstBadByte() >= 0) {
            mistakes.add(
                    source.end(),
                    JsonPath.TOP,
                    String.format("byte 0x%02X is no UTF-8; save the file as UTF-8", source.firstBadByte()));
        }
        Optional<JsonValue> value = source.firstBadByte() < 0 ? JsonReader.read(source, mistakes) : Optional.empty();
        if (value.isEmpty()) {
            mistakes.throwIfAny();
        }
        return binder.apply(value.orElseThrow(), mistakes);
    }

    /** Writes a scenario as a file that {@link #parse} reads back to an equal one; default values are left out. */
    public static String write(Scenario scenario) {
        return new ScenarioWriter().write(scenario);
    }

    /** The JSON Schema (2020-12) of scenario files, for editors and other tools. */
    public static String schema() {
        return resource(SCHEMA);
    }

    /**
     * Finds a scenario by what a user calls it: a name of the {@link Catalogue}, else a file's path.
     *
     * @throws ScenarioFileException if it is neither, or the file can't be read
     * @throws InvalidScenarioException if the file has mistakes
     */
    public static Scenario find(String nameOrPath) {
        if (Catalogue.contains(nameOrPath)) {
            return Catalogue.scenario(nameOrPath);
        }
        return existing(nameOrPath)
                .map(ScenarioFiles::read)
                .orElseThrow(() -> notFound(nameOrPath, "no scenario of the catalogue and no file has this name"));
    }

    /**
     * Finds a scenario by what a user calls it: a name of the {@link Catalogue}, else a resource on the class path, else
     * a file's path.
     *
     * @param resources where resources are looked for; a leading slash of the name is left out
     * @throws ScenarioFileException if it is none of them, or can't be read
     * @throws InvalidScenarioException if it has mistakes
     */
    public static Scenario find(String name, ClassLoader resources) {
        if (Catalogue.contains(name)) {
            return Catalogue.scenario(name);
        }
        try (InputStream resource = resources.getResourceAsStream(name.startsWith("/") ? name.substring(1) : name)) {
            if (resource != null && !name.isEmpty()) {
                return parse(name, upToLimit(resource));
            }
        } catch (IOException e) {
            throw new ScenarioFileException(name + ": can't be read from the class path", e);
        }
        return existing(name)
                .map(ScenarioFiles::read)
                .orElseThrow(() -> notFound(
                        name, "no scenario of the catalogue, no resource on the class path and no file has this name"));
    }

    /** The text of a resource beside this class. */
    static String resource(String name) {
        try (InputStream resource = ScenarioFiles.class.getResourceAsStream(name)) {
            if (resource == null) {
                throw new IllegalStateException("the jar is incomplete: it has no " + name);
            }
            return new String(resource.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("the jar can't be read", e);
        }
    }

    private static Optional<Path> existing(String path) {
        try {
            return Optional.of(path)
                    .filter(name -> !name.isEmpty())
                    .map(Path::of)
                    .filter(Files::exists);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }

    private static ScenarioFileException notFound(String name, String what) {
        return new ScenarioFileException(
                Mistakes.oneLine(name) + ": " + what + Nearest.hint(name, Catalogue.names(), "the catalogue has"),
                null);
    }

    private static byte[] bytes(Path file) {
        String name = Mistakes.oneLine(file.toString());
        if (Files.isDirectory(file)) {
            throw new ScenarioFileException(name + ": a directory, not a file", null);
        }
        try (InputStream content = Files.newInputStream(file)) {
            return upToLimit(content);
        } catch (NoSuchFileException e) {
            throw new ScenarioFileException(name + ": there is no such file", e);
        } catch (AccessDeniedException e) {
            throw new ScenarioFileException(name + ": no permission to read it", e);
        } catch (IOException e) {
            throw new ScenarioFileException(name + ": can't be read", e);
        }
    }

    /** All bytes, or one more than the largest file has. */
    private static byte[] upToLimit(InputStream content) throws IOException {
        return content.readNBytes(LARGEST_FILE + 1);
    }
}
