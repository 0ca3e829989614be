package io.github.rackconnectmock.junit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.platform.engine.OutputDirectoryCreator;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.reporting.FileEntry;

/** The files that a test publishes. By itself, since JUnit before 5.14 has no such types. */
final class PublishedFiles {
    private PublishedFiles() {}

    /** Runs a class whose tests publish into a folder; the names of the files. */
    static List<String> of(Map<String, String> parameters, Path folder, Class<?> testClass) {
        JUnitRun run = JUnitRun.of(parameters, kit -> kit.outputDirectoryCreator(new Folder(folder)), testClass);
        return run.events().fileEntryPublished().stream()
                .map(event -> event.getRequiredPayload(FileEntry.class).getPath())
                .map(file -> String.valueOf(file.getFileName()))
                .toList();
    }

    private record Folder(Path folder) implements OutputDirectoryCreator {
        @Override
        public Path getRootDirectory() {
            return folder;
        }

        @Override
        public Path createOutputDirectory(TestDescriptor test) {
            return folder;
        }
    }
}
