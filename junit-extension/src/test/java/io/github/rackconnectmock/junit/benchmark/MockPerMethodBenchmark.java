package io.github.rackconnectmock.junit.benchmark;

import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.junit5.WireMockExtension;
import io.github.rackconnectmock.junit.Client;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.launcher.Launcher;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Times test methods that each start a mock, ask it once and close it, with this extension and with WireMock's own, in
 * turns in one JVM. The first method of a class is left out.
 */
public final class MockPerMethodBenchmark {
    private static final int METHODS = 200;
    private static final int ROUNDS = 3;

    private MockPerMethodBenchmark() {}

    @RackConnectMock
    static class WithRackConnectMock {
        @RepeatedTest(METHODS)
        void asksOnce(@MockUri URI uri) throws Exception {
            Client.status(uri);
        }
    }

    static class WithWireMock {
        @RegisterExtension
        final WireMockExtension mock = WireMockExtension.newInstance()
                .options(WireMockConfiguration.options().dynamicPort())
                .build();

        @RepeatedTest(METHODS)
        void asksOnce() throws Exception {
            mock.stubFor(WireMock.get("/v1/automation_status").willReturn(WireMock.ok("DEPLOYED")));
            Client.status(URI.create(mock.baseUrl() + "/"));
        }
    }

    public static void main(String[] args) {
        System.out.printf("%d methods a class, ms a method after the first: median, mean, slowest%n", METHODS);
        for (int round = 1; round <= ROUNDS; round++) {
            double ours = report(round, WithRackConnectMock.class);
            double wireMocks = report(round, WithWireMock.class);
            System.out.printf("round %d  ours/WireMock's, by medians: %.2f%n", round, ours / wireMocks);
        }
    }

    private static double report(int round, Class<?> testClass) {
        List<Double> millis = time(testClass);
        double mean = millis.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
        Collections.sort(millis);
        double median = millis.get(millis.size() / 2);
        System.out.printf(
                "round %d  %-20s %6.1f %6.1f %6.1f%n",
                round, testClass.getSimpleName(), median, mean, millis.get(millis.size() - 1));
        return median;
    }

    private static List<Double> time(Class<?> testClass) {
        List<Double> millis = new ArrayList<>();
        Map<String, Long> started = new HashMap<>();
        Launcher launcher = LauncherFactory.create();
        launcher.execute(
                LauncherDiscoveryRequestBuilder.request()
                        .selectors(DiscoverySelectors.selectClass(testClass))
                        .build(),
                new TestExecutionListener() {
                    @Override
                    public void executionStarted(TestIdentifier test) {
                        started.put(test.getUniqueId(), System.nanoTime());
                    }

                    @Override
                    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
                        if (result.getStatus() != TestExecutionResult.Status.SUCCESSFUL) {
                            throw new IllegalStateException(test.getDisplayName() + " failed: " + result);
                        }
                        if (test.isTest()) {
                            millis.add((System.nanoTime() - started.getOrDefault(test.getUniqueId(), 0L)) / 1e6);
                        }
                    }
                });
        return millis.subList(1, millis.size());
    }
}
