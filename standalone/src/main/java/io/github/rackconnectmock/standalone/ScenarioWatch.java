package io.github.rackconnectmock.standalone;

import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.io.IOException;
import java.nio.file.ClosedWatchServiceException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Loads a scenario file again when its content changes. It watches the whole directory, since editors put another file in
 * the place of the old one and some mounts swap a symbolic link, and compares the bytes.
 */
final class ScenarioWatch implements OpenResources.Resource {
    /** A file is being written until nothing happens for so long, */
    private static final long QUIET_MILLIS = 50;

    /** but in a busy directory it isn't waited for longer than this. */
    private static final long LONGEST_MILLIS = 1_000;

    private static final byte[] UNREADABLE = {};

    private final Path file;
    private final Consumer<String> lines;
    private final WatchService changes;
    private byte[] seen;

    /**
     * Notices all changes from now on, to act upon them once {@link #start started}.
     *
     * @param lines gets a line for each reload
     * @throws Failure if its directory isn't there, or can't be watched
     */
    ScenarioWatch(Path file, Consumer<String> lines) {
        this.file = file;
        this.lines = lines;
        try {
            changes = file.getFileSystem().newWatchService();
        } catch (IOException e) {
            throw cannotWatch(e);
        }
        try {
            Path directory = file.toAbsolutePath().getParent();
            (directory == null ? file : directory)
                    .register(
                            changes,
                            StandardWatchEventKinds.ENTRY_CREATE,
                            StandardWatchEventKinds.ENTRY_MODIFY,
                            StandardWatchEventKinds.ENTRY_DELETE);
        } catch (IOException e) {
            close();
            throw cannotWatch(e);
        }
        seen = content();
    }

    /** Has each good new version loaded, by a thread of its own. */
    void start(Consumer<Scenario> load) {
        Thread thread = new Thread(() -> watch(load), "watch");
        thread.setDaemon(true);
        thread.start();
    }

    /** Stops watching. */
    @Override
    public void close() {
        try {
            changes.close();
        } catch (IOException e) {
            // Nothing is left to be watched.
        }
    }

    private void watch(Consumer<Scenario> load) {
        try {
            boolean isThere = true;
            while (isThere) {
                isThere = settle(changes.take());
                byte[] now = content();
                if (!Arrays.equals(now, seen)) {
                    seen = now;
                    reload(now, load);
                }
            }
            lines.accept(Console.line(file + " is no longer watched: its directory is gone"));
        } catch (ClosedWatchServiceException | InterruptedException e) {
            // The end of watching.
        }
    }

    /** Waits until nothing changes any more. */
    private boolean settle(WatchKey first) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(LONGEST_MILLIS);
        boolean isThere = true;
        for (WatchKey key = first;
                key != null;
                key = System.nanoTime() < deadline ? changes.poll(QUIET_MILLIS, TimeUnit.MILLISECONDS) : null) {
            key.pollEvents();
            isThere = key.reset();
        }
        return isThere;
    }

    private void reload(byte[] content, Consumer<Scenario> load) {
        try {
            Scenario scenario =
                    content == UNREADABLE ? ScenarioFiles.read(file) : ScenarioFiles.parse(file.toString(), content);
            load.accept(scenario);
            lines.accept(Console.line(file + " loaded again, " + Wording.servers(scenario)));
        } catch (InvalidScenarioException e) {
            e.problems().forEach(lines);
            lines.accept(Console.line(file + " not loaded, the version before stays"));
        } catch (ScenarioFileException e) {
            lines.accept(Console.line(Console.why(e) + ", the version before stays"));
        }
    }

    private byte[] content() {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            return UNREADABLE;
        }
    }

    private Failure cannotWatch(IOException cause) {
        return new Failure(
                ExitCode.NO_INPUT,
                file + " can't be watched ("
                        + (cause instanceof NoSuchFileException ? "its directory isn't there" : Console.why(cause))
                        + "); start without --watch, or choose another file");
    }
}
