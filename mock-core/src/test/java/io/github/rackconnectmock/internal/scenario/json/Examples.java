package io.github.rackconnectmock.internal.scenario.json;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The example files of the tests. */
final class Examples {
    private Examples() {}

    /** Files that are scenarios. */
    static List<Path> good() throws Exception {
        return files("good");
    }

    /** Files with mistakes; beside each stands {@code NAME.expected} with the lines that tell them. */
    static List<Path> bad() throws Exception {
        return files("bad");
    }

    /** Values of JSON, one a line, for changed files. */
    static Path values() throws Exception {
        return folder("").resolve("fuzz-values.txt");
    }

    static String name(Path file) {
        return Objects.requireNonNull(file.getFileName()).toString();
    }

    private static List<Path> files(String folder) throws IOException, URISyntaxException {
        try (Stream<Path> all = Files.list(folder(folder))) {
            return all.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    private static Path folder(String name) throws URISyntaxException {
        return Path.of(Objects.requireNonNull(Examples.class.getResource("/scenarios/" + name))
                .toURI());
    }
}
