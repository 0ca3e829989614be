package io.github.rackconnectmock.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

/** The program serving in this JVM, until it is closed. */
final class InProcess implements AutoCloseable {
    final Lines out = new Lines();
    final Lines err = new Lines();
    private final Thread thread;

    InProcess(Map<String, String> environment, String... args) {
        Runner runner = new Runner(new Console(out.stream(), err.stream(), InputStream.nullInputStream(), environment));
        thread = new Thread(() -> runner.run(args));
        thread.start();
    }

    /** The ready line, once it is there. */
    JsonNode ready() throws IOException {
        return new ObjectMapper().readTree(out.next());
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
