package io.github.rackconnectmock;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** A name means one type in the whole repository, in all its modules and examples. */
class SourceFileNamesTest {
    /** Each module has one of its own. */
    private static final Set<String> EXEMPT = Set.of("package-info.java", "ArchitectureTest.java");

    @Test
    void noTwoSourceFilesHaveOneName() throws IOException {
        Path root = Path.of(Objects.requireNonNull(System.getProperty("rackconnect-mock.root")));
        Map<String, List<Path>> byName = new TreeMap<>();
        Files.walkFileTree(root, new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                String name = folder.getFileName().toString();
                boolean built = name.equals("target") || (name.startsWith(".") && !folder.equals(root));
                return built ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                String name = file.getFileName().toString();
                if (name.endsWith(".java") || name.endsWith(".kt")) {
                    String type = name.replaceFirst("\\.kt$", ".java");
                    byName.computeIfAbsent(type, first -> new ArrayList<>()).add(root.relativize(file));
                }
                return FileVisitResult.CONTINUE;
            }
        });

        assertThat(byName).containsKeys("RackConnectMockServer.java", "SourceFileNamesTest.java");
        byName.keySet().removeAll(EXEMPT);
        byName.values().removeIf(files -> files.size() == 1);
        assertThat(byName).as("source files of one name").isEmpty();
    }
}
