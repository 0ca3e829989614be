package io.github.rackconnectmock.standalone;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for a mock that another process starts. */
@Command(
        description = {
            "Wait until a mock answers, asking it for its health again and again. Another server at that URL is no mock.",
            "",
            "With --ready-file it also ends when the start fails, with that start's line and exit code."
        },
        footer = {
            "  java -jar rackconnect-mock.jar wait --ready-file ready.json",
            "  java -jar rackconnect-mock.jar wait --url https://127.0.0.1:8443 --ca-file ca.pem --timeout 10s"
        })
final class Wait extends Verb {
    private static final String URL = "--url";
    private static final String READY_FILE = "--ready-file";
    private static final String CA_FILE = "--ca-file";
    private static final String TIMEOUT = "--timeout";
    private static final long PAUSE_MILLIS = 50;

    @Option(names = URL, paramLabel = "URL", description = "The mock's base URL (http://127.0.0.1:8089).")
    private @Nullable String url;

    @Option(
            names = READY_FILE,
            paramLabel = "FILE",
            description = "Instead of a URL: the ready file of a mock that starts, there already or not.")
    private @Nullable String readyFile;

    @Option(names = CA_FILE, paramLabel = "FILE", description = "The certificate to trust at a URL with https, in PEM.")
    private @Nullable String caFile;

    @Option(names = TIMEOUT, paramLabel = "DURATION", description = "How long to wait at most (30s).")
    private String timeout = "30s";

    private volatile String lastSeen = "no answer yet";

    Wait(Console console) {
        super(console);
    }

    @Override
    int[] exitCodes() {
        return new int[] {ExitCode.OK, ExitCode.NOT_HEALTHY, ExitCode.NO_INPUT};
    }

    @Override
    public Integer call() throws InterruptedException {
        if (url != null && readyFile != null) {
            throw Failure.usage("give " + URL + " or " + READY_FILE + ", not both");
        }
        SSLContext trusted = caFile == null ? null : TrustedCertificate.of(new Setting(CA_FILE, caFile).path());
        Duration patience = new Setting(TIMEOUT, timeout).duration();
        if (readyFile != null) {
            Path file = new Setting(READY_FILE, readyFile).path();
            return await(file.toString(), patience, () -> look(file, trusted));
        }
        MockControl mock = MockControl.at(new Setting(URL, url == null ? "http://127.0.0.1:8089" : url), trusted);
        return await(mock.health().toString(), patience, () -> look(mock));
    }

    /** One look at what is waited for. */
    private interface Look {
        /** The exit code, if the waiting is over. */
        Optional<Integer> take();
    }

    private Optional<Integer> look(MockControl mock) {
        String obstacle = mock.obstacle();
        lastSeen = obstacle;
        return obstacle.isEmpty() ? Optional.of(ExitCode.OK) : Optional.empty();
    }

    private Optional<Integer> look(Path file, @Nullable SSLContext trusted) {
        Optional<ReadyFile> ready = ReadyFile.read(file);
        if (ready.isEmpty()) {
            lastSeen = "there is no such file yet";
            return Optional.empty();
        }
        Optional<FailureReport> failure = ready.get().failure();
        if (failure.isPresent()) {
            failure.get().lines().forEach(console.err()::println);
            return Optional.of(failure.get().exitCode());
        }
        return look(MockControl.at(new Setting("baseUrl of " + file, ready.get().baseUrl()), trusted));
    }

    private int await(String what, Duration patience, Look look) throws InterruptedException {
        CompletableFuture<Integer> over = new CompletableFuture<>();
        ScheduledExecutorService looking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "wait");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = looking.scheduleWithFixedDelay(
                    () -> {
                        try {
                            look.take().ifPresent(over::complete);
                        } catch (RuntimeException e) {
                            over.completeExceptionally(e);
                        }
                    },
                    0,
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
            return over.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            throw new Failure(
                    ExitCode.NOT_HEALTHY,
                    what + " isn't healthy after " + timeout + " (" + lastSeen
                            + "); start the mock, or wait longer with --timeout");
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Failure failure) {
                throw failure;
            }
            throw new IllegalStateException(Console.why(e.getCause()), e);
        } finally {
            looking.shutdownNow();
        }
    }
}
