package io.github.rackconnectmock.junit;

import java.lang.reflect.Method;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Where a mock is kept. JUnit's store closes it when its context ends, whatever else fails by then.
 *
 * @param home the context of the class or method that the mock belongs to
 * @param key tells it from the mocks of other annotations and extensions, since a store is also asked for what its
 *     ancestors keep
 */
record MockPlace(ExtensionContext home, Object key, MockSettings settings) {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(RackConnectMockExtension.class);

    static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }

    /** The context of the method that a context belongs to, a parameterized test's invocation being one of its own. */
    static Optional<ExtensionContext> methodContext(ExtensionContext context) {
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            if (each.getElement().filter(Method.class::isInstance).isPresent()) {
                return Optional.of(each);
            }
        }
        return Optional.empty();
    }

    /**
     * The context that all tests of a class have in common. A parameterized class has one for each invocation too, which its
     * constructor doesn't see.
     */
    static ExtensionContext wholeClass(ExtensionContext context) {
        ExtensionContext whole = context;
        for (ExtensionContext each = context;
                each != null;
                each = each.getParent().orElse(null)) {
            if (each.getElement().isPresent() && each.getElement().equals(context.getElement())) {
                whole = each;
            }
        }
        return whole;
    }

    /** The mock, started now if it isn't yet. */
    RunningMock open() {
        // Not computeIfAbsent, which JUnit 5 doesn't have.
        return store(home).getOrComputeIfAbsent(key, absent -> RunningMock.start(this), RunningMock.class);
    }

    /** The mock, if it was started. */
    Optional<RunningMock> opened() {
        @Nullable RunningMock mock = store(home).get(key, RunningMock.class);
        return Optional.ofNullable(mock);
    }
}
