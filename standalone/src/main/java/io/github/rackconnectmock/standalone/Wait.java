package io.github.rackconnectmock.standalone;

import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Waits for a mock that another process starts. */
@Command(description = "Wait until a mock answers, asking it for its health again and again.")
final class Wait extends Verb {
    private static final String URL = "--url";
    private static final String TIMEOUT = "--timeout";
    private static final long PAUSE_MILLIS = 50;
    private static final int LONGEST_ANSWER_MILLIS = 2_000;

    @Option(names = URL, paramLabel = "URL", description = "The mock's base URL (http://127.0.0.1:8089).")
    private String url = "http://127.0.0.1:8089";

    @Option(names = TIMEOUT, paramLabel = "DURATION", description = "How long to wait at most (30s).")
    private String timeout = "30s";

    private volatile String lastSeen = "no answer yet";

    Wait(Console console) {
        super(console);
    }

    @Override
    public Integer call() throws InterruptedException {
        URI health = health(new Setting(URL, url));
        Duration patience = new Setting(TIMEOUT, timeout).duration();
        CompletableFuture<@Nullable Void> healthy = new CompletableFuture<>();
        ScheduledExecutorService asking = Executors.newSingleThreadScheduledExecutor(task -> {
            Thread thread = new Thread(task, "wait");
            thread.setDaemon(true);
            return thread;
        });
        try {
            var unused = asking.scheduleWithFixedDelay(
                    () -> {
                        if (isHealthy(health)) {
                            healthy.complete(null);
                        }
                    },
                    0,
                    PAUSE_MILLIS,
                    TimeUnit.MILLISECONDS);
            healthy.get(patience.toMillis(), TimeUnit.MILLISECONDS);
            return ExitCode.OK;
        } catch (TimeoutException e) {
            throw new Failure(
                    ExitCode.NOT_HEALTHY,
                    health + " isn't healthy after " + timeout + " (" + lastSeen
                            + "); start the mock, or wait longer with --timeout");
        } catch (ExecutionException e) {
            throw new IllegalStateException(Console.why(e.getCause()), e);
        } finally {
            asking.shutdownNow();
        }
    }

    private boolean isHealthy(URI health) {
        try {
            // A proxy of the JVM's settings has no business between two processes that talk of being ready.
            HttpURLConnection connection = (HttpURLConnection) health.toURL().openConnection(Proxy.NO_PROXY);
            connection.setConnectTimeout(LONGEST_ANSWER_MILLIS);
            connection.setReadTimeout(LONGEST_ANSWER_MILLIS);
            connection.setInstanceFollowRedirects(false);
            try {
                int status = connection.getResponseCode();
                lastSeen = "it answers " + status;
                return status == 200;
            } finally {
                connection.disconnect();
            }
        } catch (IOException e) {
            lastSeen = Console.why(e);
            return false;
        }
    }

    private static URI health(Setting url) {
        String right = "the base URL of a mock, such as http://127.0.0.1:8089";
        try {
            URI base = URI.create(url.value().endsWith("/") ? url.value() : url.value() + "/");
            if (base.getHost() == null
                    || !(base.getScheme().equals("http") || base.getScheme().equals("https"))) {
                throw url.wrong(right);
            }
            return base.resolve("__admin/rackconnect/health");
        } catch (IllegalArgumentException e) {
            throw url.wrong(right);
        }
    }
}
