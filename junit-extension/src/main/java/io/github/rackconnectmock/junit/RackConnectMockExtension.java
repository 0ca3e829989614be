package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.Scenario;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
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
import org.junit.jupiter.api.extension.ParameterResolutionException;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;
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
 * <p>In a static field it has one mock for the class and the classes nested in it, which starts over before each test; in
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
        MockNames.take(context, plan);
        Optional<MockPlace> place = plan.place(context);
        place.ifPresent(MockPlace::open);
        MockFields.fillStatic(context, plan, place);
        place.ifPresent(ofTheClass -> MockFields.fillInstances(context, plan, ofTheClass));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        MockNames.take(context, plan);
        MockPlace place = plan.place(context).orElseThrow();
        RunningMock mock = place.open();
        if (mock.isShared()) {
            SharedMocks.refuseConcurrentTests(context, mock, plan);
            FailureReports.failForMistakesBefore(mock);
            mock.startOver();
        }
        MockFields.fillInstances(context, plan, place);
    }

    @Override
    public void afterEach(ExtensionContext context) {
        opened(context).ifPresent(mock -> FailureReports.afterTest(context, mock));
    }

    @Override
    public void afterAll(ExtensionContext context) {
        opened(context)
                .filter(mock -> mock.isAtHomeIn(MockPlace.wholeClass(context)))
                .ifPresent(mock -> {
                    MockFields.emptyStatic(context, plan);
                    FailureReports.afterTest(context, mock);
                });
    }

    /** Fails the class, and not its first test, for what the class's own set-up did. */
    @Override
    public void interceptBeforeAllMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        invocation.proceed();
        opened(context).ifPresent(mock -> {
            if (mock.isAtHomeIn(MockPlace.wholeClass(context))) {
                // Its timeline is shown at the end of the class.
                FailureReports.failForMistakes(mock);
            } else {
                FailureReports.failForMistakes(context, mock);
            }
        });
    }

    @Override
    public void interceptBeforeEachMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        checkFields(context);
        invocation.proceed();
    }

    /** Static fields are those of the class's mock, which an extension in an instance field doesn't have. */
    private void checkFields(ExtensionContext context) {
        boolean ofTheClass = plan instanceof AnnotatedPlan
                || opened(context).filter(RunningMock::isShared).isPresent();
        MockFields.checkNames(context, plan, ofTheClass);
    }

    @Override
    public void interceptTestMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        checkFields(context);
        proceed(invocation, context);
    }

    /** Names a failure's report in its message. The report itself is written once more when all after the test is done. */
    private void proceed(Invocation<Void> invocation, ExtensionContext context) throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException aborted) {
            throw aborted;
        } catch (Throwable failure) {
            Optional<RunningMock> mock = opened(context);
            throw mock.isEmpty() ? failure : FailureReports.named(context, mock.get(), failure);
        }
    }

    @Override
    public void interceptTestTemplateMethod(
            Invocation<Void> invocation, ReflectiveInvocationContext<Method> method, ExtensionContext context)
            throws Throwable {
        interceptTestMethod(invocation, method, context);
    }

    /** Reports failures of dynamic tests, which their factory doesn't see. */
    @Override
    public void interceptDynamicTest(
            Invocation<Void> invocation, DynamicTestInvocationContext dynamicTest, ExtensionContext context)
            throws Throwable {
        try {
            invocation.proceed();
        } catch (TestAbortedException aborted) {
            throw aborted;
        } catch (Throwable failure) {
            opened(context).ifPresent(mock -> FailureReports.report(context, mock, failure));
            throw failure;
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        WantedValue wanted = WantedValue.of(parameter);
        return wanted.isOfAMock() && MockNames.answers(context, plan, wanted.mockName());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        WantedValue wanted = WantedValue.of(parameter);
        if (!wanted.mockName().equals(plan.mockName())) {
            throw MockNames.unknown(context, wanted.mockName());
        }
        MockPlace place = plan.place(context).orElseThrow(() -> tooEarly(parameter.getDeclaringExecutable()));
        return wanted.of(place.open().server());
    }

    private Optional<RunningMock> opened(ExtensionContext context) {
        try {
            return plan.place(context).flatMap(MockPlace::opened);
        } catch (ExtensionConfigurationException alreadyReported) {
            return Optional.empty();
        }
    }

    MockPlan plan() {
        return plan;
    }

    /** The failure for a parameter of code that runs before any mock of a test method. */
    private ParameterResolutionException tooEarly(Executable declaring) {
        String code = declaring instanceof Constructor
                ? "The constructor of " + declaring.getDeclaringClass().getSimpleName()
                : declaring.getName() + "()";
        return new ParameterResolutionException(
                code + " belongs to no test method, and each test method has a mock of its"
                        + " own: take the mock as a parameter of the test method or of @BeforeEach, or "
                        + plan.perClassRemedy());
    }

    /** Sets an extension up. Not for several threads at once. */
    public static final class Builder {
        private Function<ClassLoader, Scenario> scenario = resources -> Scenarios.find("deployed", resources);
        private String name = "";
        private boolean failOnUnexpectedRequests = true;
        private boolean failOnUnmetExpectations;
        private Consumer<RackConnectMockServer.Builder> server = untouched -> {};

        private Builder() {}

        /** What is played; by default the catalogue's {@code deployed}. */
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
            return server(settings -> settings.speed(timesReal));
        }

        /** As {@link RackConnectMock#frozen()}. */
        public Builder frozen(boolean stands) {
            return server(settings -> settings.frozen(stands));
        }

        /** As {@link RackConnectMock#strictSource()}. */
        public Builder strictSource(boolean strict) {
            return server(settings -> settings.strictSource(strict));
        }

        /** As {@link RackConnectMock#failOnUnexpectedRequests()}. */
        public Builder failOnUnexpectedRequests(boolean fail) {
            this.failOnUnexpectedRequests = fail;
            return this;
        }

        /** As {@link RackConnectMock#failOnUnmetExpectations()}. */
        public Builder failOnUnmetExpectations(boolean fail) {
            this.failOnUnmetExpectations = fail;
            return this;
        }

        /**
         * Sets up anything else that the server's own builder offers, such as the size of its journal. May be called several
         * times; each mock that the extension starts gets all of it.
         */
        public Builder server(Consumer<RackConnectMockServer.Builder> settings) {
            this.server = server.andThen(settings);
            return this;
        }

        /** The extension as said so far. */
        public RackConnectMockExtension build() {
            String origin = "RackConnectMockExtension" + (name.isEmpty() ? "" : " named " + name);
            return new RackConnectMockExtension(new BuiltPlan(
                    new MockSettings(origin, name, scenario, failOnUnexpectedRequests, failOnUnmetExpectations, server),
                    name));
        }
    }
}
