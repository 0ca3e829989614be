package io.github.rackconnectmock.junit;

import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Keeps apart the tests of a mock that starts over before each. */
final class SharedMocks {
    private SharedMocks() {}

    /**
     * Refuses a test that may run beside another one of the same mock.
     *
     * @throws ExtensionConfigurationException naming the remedies
     */
    static void refuseConcurrentTests(ExtensionContext context, RunningMock mock, MockPlan plan) {
        // A test's mode says CONCURRENT also where nothing runs in parallel.
        boolean parallel = context.getConfigurationParameter("junit.jupiter.execution.parallel.enabled")
                .filter(Boolean::parseBoolean)
                .isPresent();
        ExtensionContext each = context;
        while (parallel && !mock.isAtHomeIn(each)) {
            if (each.getExecutionMode() == ExecutionMode.CONCURRENT) {
                throw new ExtensionConfigurationException(each.getDisplayName()
                        + " can run beside other tests, but one mock that starts over before each test serves them all: "
                        + plan.perMethodRemedy()
                        + ", or put @Execution(SAME_THREAD) on the class and those nested in it");
            }
            each = each.getParent().orElseThrow();
        }
    }
}
