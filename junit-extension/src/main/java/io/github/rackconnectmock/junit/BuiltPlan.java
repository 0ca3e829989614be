package io.github.rackconnectmock.junit;

import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Does what an extension was built to do. JUnit itself says how long the mock lasts: an extension in a static field is
 * called before its class, one in an instance field not before the method.
 */
final class BuiltPlan implements MockPlan {
    private final MockSettings settings;
    private final String mockName;

    BuiltPlan(MockSettings settings, String mockName) {
        this.settings = settings;
        this.mockName = mockName;
    }

    @Override
    public Optional<MockPlace> place(ExtensionContext context) {
        // A mock that the class or an outer class keeps under this key comes first, by the store's own rule.
        ExtensionContext home = MockPlace.methodContext(context).orElseGet(() -> MockPlace.wholeClass(context));
        return Optional.of(new MockPlace(home, this, settings));
    }

    @Override
    public String mockName() {
        return mockName;
    }

    @Override
    public Object identity() {
        return this;
    }
}
