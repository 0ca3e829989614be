package io.github.rackconnectmock.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.ReflectionSupport;

/**
 * Does what an extension was built to do. The extension's field says how long a mock lasts: a static one has a mock for the
 * class, an instance field a mock for each method.
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
        Optional<ExtensionContext> method = MockPlace.methodContext(context);
        if (method.isEmpty() && isInAnInstanceField(context)) {
            return Optional.empty();
        }
        // A mock that the class or an outer class keeps under this key comes first, by the store's own rule.
        ExtensionContext home = method.orElseGet(() -> MockPlace.wholeClass(context));
        return Optional.of(new MockPlace(home, this, settings));
    }

    /** With one instance for all methods, JUnit calls an extension of an instance field before the class too. */
    private boolean isInAnInstanceField(ExtensionContext context) {
        List<Object> instances =
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of());
        for (Object instance : instances) {
            for (Field field : AnnotationSupport.findAnnotatedFields(instance.getClass(), RegisterExtension.class)) {
                if (!Modifier.isStatic(field.getModifiers())
                        && ReflectionSupport.tryToReadFieldValue(field, instance)
                                .toOptional()
                                .filter(this::isOf)
                                .isPresent()) {
                    return true;
                }
            }
        }
        return false;
    }

    private boolean isOf(Object extension) {
        return extension instanceof RackConnectMockExtension ours && ours.plan() == this;
    }

    @Override
    public String mockName() {
        return mockName;
    }

    @Override
    public Object identity() {
        return this;
    }

    @Override
    public String perMethodRemedy() {
        return "make the extension's field an instance field";
    }

    @Override
    public String perClassRemedy() {
        return "make the extension's field static";
    }
}
