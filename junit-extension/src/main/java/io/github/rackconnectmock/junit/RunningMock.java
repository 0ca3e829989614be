package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.Conduct;
import io.github.rackconnectmock.ExpectationResult;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.ScenarioFileException;
import java.lang.reflect.Method;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;

/** A mock in JUnit's store. JUnit to 5.12 closes it as the one interface, JUnit from 5.13 on as the other. */
@SuppressWarnings("deprecation")
final class RunningMock implements ExtensionContext.Store.CloseableResource, AutoCloseable {
    private final RackConnectMockServer server;
    private final MockSettings settings;
    private final ExtensionContext home;
    private final double speed;
    private final boolean frozen;
    private final AtomicLong lastChecked = new AtomicLong();
    private final AtomicReference<@Nullable Scenario> firstTestsScenario = new AtomicReference<>();

    private RunningMock(RackConnectMockServer server, MockSettings settings, ExtensionContext home) {
        this.server = server;
        this.settings = settings;
        this.home = home;
        this.speed = server.clock().speed();
        this.frozen = server.clock().isFrozen();
    }

    /**
     * Starts a mock.
     *
     * @throws ExtensionConfigurationException if its settings are wrong, saying whose
     */
    static RunningMock start(MockPlace place) {
        MockSettings settings = place.settings();
        try {
            ClassLoader resources = place.home().getRequiredTestClass().getClassLoader();
            RackConnectMockServer.Builder builder =
                    RackConnectMockServer.builder().scenario(settings.scenario().apply(resources));
            settings.server().accept(builder);
            return new RunningMock(builder.start(), settings, place.home());
        } catch (ScenarioFileException | IllegalArgumentException e) {
            throw new ExtensionConfigurationException(settings.origin() + ": " + e.getMessage(), e);
        }
    }

    /** What its tests call it; empty without a name. */
    String name() {
        return settings.mockName();
    }

    RackConnectMockServer server() {
        return server;
    }

    /** Whether several tests use it, one after the other. */
    boolean isShared() {
        return home.getElement().filter(Method.class::isInstance).isEmpty();
    }

    boolean isAtHomeIn(ExtensionContext context) {
        return home.getUniqueId().equals(context.getUniqueId());
    }

    /** Starts over for the next test, with the scenario that the class's own set-up left, and the clock as it was at first. */
    void startOver() {
        firstTestsScenario.compareAndSet(null, server.scenario());
        Scenario scenario = firstTestsScenario.get();
        if (scenario != null) {
            server.load(scenario);
        }
        server.clock().speed(speed);
        if (frozen) {
            server.clock().freeze();
        } else {
            server.clock().resume();
        }
        server.reset();
        lastChecked.set(0);
    }

    /** The requests since the last call that only a mistake explains; none if the test is to allow them. */
    List<RecordedRequest> takeMistakes() {
        Conduct conduct = server.conduct();
        long seen = lastChecked.getAndSet(conduct.received());
        if (!settings.failOnUnexpectedRequests()) {
            return List.of();
        }
        return conduct.firstUnexpected().stream()
                .filter(request -> request.number() > seen)
                .toList();
    }

    /** The scenario's expectations that aren't met by now; none if the test is to allow that. */
    List<ExpectationResult> unmetExpectations() {
        return settings.failOnUnmetExpectations()
                ? server.expectations().stream()
                        .filter(result -> !result.isMet())
                        .toList()
                : List.of();
    }

    @Override
    public void close() {
        server.close();
    }
}
