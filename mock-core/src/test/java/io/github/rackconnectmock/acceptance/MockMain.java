package io.github.rackconnectmock.acceptance;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.Fault;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;

/** A mock in a JVM of its own; it writes its ports to the standard output, and ends on SIGTERM. */
public final class MockMain {
    private MockMain() {}

    /** Serves until the JVM is told to end. */
    public static void main(String[] arguments) throws InterruptedException {
        RackConnectMockServer mock = Mocks.withFault(Fault.hang());
        if (Wire.AWAKE) {
            mock.wireMock();
        }
        Runtime.getRuntime().addShutdownHook(new Thread(mock::close));
        System.out.println(mock.baseUri() + " " + mock.httpsUri());
        new CountDownLatch(1).await();
    }

    /** A running one. */
    static Running start(String... options) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of(options));
        all.add("-Drackconnect-mock.wiremock=" + System.getProperty("rackconnect-mock.wiremock", "asleep"));
        ChildJvm jvm = ChildJvm.start(all, MockMain.class);
        String[] uris = jvm.line().split(" ", -1);
        return new Running(jvm, URI.create(uris[0]), URI.create(uris[1]));
    }

    /**
     * A mock in a JVM of its own.
     *
     * @param jvm the JVM
     * @param base the mock's base URI
     * @param https the same with TLS
     */
    record Running(ChildJvm jvm, URI base, URI https) implements AutoCloseable {
        @Override
        public void close() {
            jvm.close();
        }
    }
}
