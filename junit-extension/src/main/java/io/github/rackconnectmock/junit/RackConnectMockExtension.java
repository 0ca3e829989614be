package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.DynamicTestInvocationContext;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.opentest4j.TestAbortedException;

/**
 * The extension behind {@link RackConnectMock}; by itself, for scenarios built in Java and for several mocks in one test:
 *
 * <pre>{@code
 * @RegisterExtension
 * static final RackConnectMockExtension DFW =
 *         RackConnectMockExtension.builder().name("dfw").scenario(Scenario.builder()...build()).build();
 *
 * @Test
 * void asksItsOwnRegion(@MockNamed("dfw") RackConnectMockServer dfw) { ... }
 * }</pre>
 *
 * <p>In a static field it has one mock for the class and the classes nested in it, which begins anew before each test; in
 * an instance field one for each test method. Immutable: one object serves any number of tests at once.
 */
public final class RackConnectMockExtension
        implements BeforeAllCallback,
                BeforeEachCallback,
                AfterEachCallback,
                AfterAllCallback,
                ParameterResolver,
                InvocationInterceptor {
    private final MockPlan plan;

    /** For JUnit, which finds it by {@link RackConnectMock}; use {@link #builder()}. */
    public RackConnectMockExtension() {
        this(new AnnotatedPlan());
    }

    private RackConnectMockExtension(MockPlan plan) {
        this.plan = plan;
    }

    /** Begins to set up an extension for a {@code @RegisterExtension} field. */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        claimName(context);
        plan.place(context).ifPresent(MockPlace::open);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        claimName(context);
        RunningMock mock = plan.place(context).orElseThrow().open();
        if (mock.isShared()) {
            SharedMocks.refuseConcurrentTests(context, mock);
            FailureReports.failForMistakes(context, mock);
            mock.beginAnew();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened(context).ifPresent(mock -> FailureReports.afterTest(context, mock));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        opened(context)
                .filter(mock -> mock.isAtHomeIn(MockPlace.wholeClass(context)))
                .ifPresent(mock -> FailureReports.afterTest(context, mock));
    }

    /** Reports failures of dynamic tests, which their factory doesn't hear of. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException aborted) {
            throw aborted;
        } catch (Throwable failure) {
            opened(context).ifPresent(mock -> FailureReports.report(context, mock));
            throw failure;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        String wanted =
                parameter.findAnnotation(MockNamed.class).map(MockNamed::value).orElse("");
        return wanted.equals(plan.mockName()) && MockParameters.isOne(parameter);
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        MockPlace place =
                plan.place(context).orElseThrow(() -> MockParameters.tooEarly(parameter.getDeclaringExecutable()));
        return MockParameters.value(parameter, place.open().server());
    }

    private Optional<RunningMock> opened(ExtensionContext context) {
        try {
            return plan.place(context).flatMap(MockPlace::opened);
        } catch (ExtensionConfigurationException alreadyReported) {
            return Optional.empty();
        }
    }

    /** Two extensions that answer for the same parameters would make JUnit fail too, but not say what to do. */
    private void claimName(ExtensionContext context) {
        Object claimant = MockPlace.store(context)
                .getOrComputeIfAbsent("mock named " + plan.mockName(), absent -> plan.identity(), Object.class);
        if (claimant != plan.identity()) {
            String both = plan.mockName().isEmpty() ? "have no name" : "are named " + plan.mockName();
            throw new ExtensionConfigurationException("Two mocks of " + context.getDisplayName() + " " + both
                    + ": give each its own with RackConnectMockExtension.builder().name(\"…\"), and say @MockNamed(\"…\")"
                    + " on its parameters");
        }
    }

    /** Sets an extension up. Not for several threads at once. */
    public static final class Builder {
        private Function<ClassLoader, Scenario> scenario = resources -> Scenarios.find("deployed", resources);
        private String name = "";
        private double speed = 1;
        private boolean frozen;
        private boolean strictSource;
        private boolean failOnUnexpectedRequests = true;
        private Consumer<RackConnectMockServer.Builder> more = server -> {};

        private Builder() {}

        /** What is played; the catalogue's {@code deployed} unless said. */
        public Builder scenario(Scenario played) {
            this.scenario = resources -> played;
            return this;
        }

        /** What is played, as in {@link RackConnectMock#value()}. */
        public Builder scenario(String nameResourceOrPath) {
            this.scenario = resources -> Scenarios.find(nameResourceOrPath, resources);
            return this;
        }

        /**
         * What parameters call this mock with {@link MockNamed}, where a test has several. Without a name, the mock is that
         * of the parameters without the annotation.
         */
        public Builder name(String mockName) {
            this.name = mockName;
            return this;
        }

        /** As {@link RackConnectMock#speed()}. */
        public Builder speed(double timesReal) {
            this.speed = timesReal;
            return this;
        }

        /** As {@link RackConnectMock#frozen()}. */
        public Builder frozen(boolean stands) {
            this.frozen = stands;
            return this;
        }

        /** As {@link RackConnectMock#strictSource()}. */
        public Builder strictSource(boolean strict) {
            this.strictSource = strict;
            return this;
        }

        /** As {@link RackConnectMock#failOnUnexpectedRequests()}. */
        public Builder failOnUnexpectedRequests(boolean fail) {
            this.failOnUnexpectedRequests = fail;
            return this;
        }

        /** Sets up what only the mock's own builder offers, such as the size of its journal, for each mock anew. */
        public Builder server(Consumer<RackConnectMockServer.Builder> settings) {
            this.more = settings;
            return this;
        }

        /** The extension as said so far. */
        public RackConnectMockExtension build() {
            String origin = "RackConnectMockExtension" + (name.isEmpty() ? "" : " named " + name);
            return new RackConnectMockExtension(new BuiltPlan(
                    new MockSettings(origin, scenario, speed, frozen, strictSource, failOnUnexpectedRequests, more),
                    name));
        }
    }
}
