package io.github.rackconnectmock.junit;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestInstances;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** The fields of test classes that get what a mock has: those that are annotated, and empty ones of the mock's own types. */
final class MockFields {
    private MockFields() {}

    /**
     * Fills the static fields of a class.
     *
     * @param place where the class's mock is; empty where each method has its own
     * @throws ExtensionConfigurationException for an annotated field where each method has a mock of its own
     */
    static void fillStatic(ExtensionContext context, MockPlan plan, Optional<MockPlace> place) {
        Class<?> test = context.getRequiredTestClass();
        for (Field field : fields(test, true)) {
            WantedValue wanted = WantedValue.of(field);
            if (!wanted.isOfAMock() || !wanted.mockName().equals(plan.mockName())) {
                continue;
            }
            if (place.isPresent()) {
                fill(context, place.get(), field, null);
            } else if (wanted.isAnnotated()) {
                throw ofNoMethod(field, plan);
            }
        }
    }

    private static ExtensionConfigurationException ofNoMethod(Field field, MockPlan plan) {
        return new ExtensionConfigurationException("The static field " + field.getName() + " of "
                + field.getDeclaringClass().getSimpleName() + " belongs to no test method, and each test method has a"
                + " mock of its own: make it an instance field, or " + plan.perClassRemedy());
    }

    /** Fills the instance fields of a test's instances, of the outer classes too. */
    static void fillInstances(ExtensionContext context, MockPlan plan, MockPlace place) {
        context.getTestInstances()
                .ifPresent(instances -> instances
                        .getAllInstances()
                        .forEach(instance -> fields(instance.getClass(), false).forEach(field -> {
                            WantedValue wanted = WantedValue.of(field);
                            if (wanted.isOfAMock() && wanted.mockName().equals(plan.mockName())) {
                                fill(context, place, field, instance);
                            }
                        })));
    }

    /**
     * Checks that each annotated field names a mock that there is, once all mocks of a test are known.
     *
     * @param ofTheClass whether the plan's mock, or another one of the class, may fill static fields
     * @throws ExtensionConfigurationException naming those that there are
     */
    static void checkNames(ExtensionContext context, MockPlan plan, boolean ofTheClass) {
        List<Object> instances =
                context.getTestInstances().map(TestInstances::getAllInstances).orElse(List.of());
        for (Object instance : instances) {
            fields(instance.getClass(), false).forEach(field -> checkName(context, plan, field));
            fields(instance.getClass(), true).forEach(field -> {
                checkName(context, plan, field);
                if (!ofTheClass
                        && isNamed(field)
                        && WantedValue.of(field).mockName().equals(plan.mockName())) {
                    throw ofNoMethod(field, plan);
                }
            });
        }
    }

    private static boolean isNamed(Field field) {
        WantedValue wanted = WantedValue.of(field);
        return wanted.isAnnotated() || !wanted.mockName().isEmpty();
    }

    private static void checkName(ExtensionContext context, MockPlan plan, Field field) {
        String name = WantedValue.of(field).mockName();
        if (isNamed(field) && !name.equals(plan.mockName()) && MockNames.answers(context, plan, name)) {
            throw MockNames.unknown(context, name);
        }
    }

    private static Iterable<Field> fields(Class<?> test, boolean ofTheClass) {
        return ReflectionSupport.findFields(
                test,
                field -> Modifier.isStatic(field.getModifiers()) == ofTheClass
                        && !Modifier.isFinal(field.getModifiers())
                        && !field.isSynthetic(),
                HierarchyTraversalMode.TOP_DOWN);
    }

    /** Empties the static fields that were filled, so that the class can be run again and keeps no closed mock. */
    static void emptyStatic(ExtensionContext context, MockPlan plan) {
        for (Field field : fields(context.getRequiredTestClass(), true)) {
            WantedValue wanted = WantedValue.of(field);
            if (wanted.isOfAMock() && wanted.mockName().equals(plan.mockName())) {
                set(context, field, null, null);
            }
        }
    }

    private static void fill(ExtensionContext context, MockPlace place, Field field, @Nullable Object instance) {
        set(context, field, instance, WantedValue.of(field).of(place.open().server()));
    }

    /** Sets a field, unless it has a value of the test's own. */
    private static void set(ExtensionContext context, Field field, @Nullable Object instance, @Nullable Object value) {
        try {
            field.setAccessible(true);
            boolean isOurs = MockPlace.store(MockPlace.wholeClass(classContext(context)))
                    .getOrComputeIfAbsent("field " + field, absent -> isEmpty(field, instance), Boolean.class);
            if (isOurs || WantedValue.of(field).isAnnotated()) {
                field.set(instance, value);
            }
        } catch (IllegalAccessException e) {
            throw new ExtensionConfigurationException(
                    "The field " + field.getName() + " can't be set: " + e.getMessage(), e);
        }
    }

    private static ExtensionContext classContext(ExtensionContext context) {
        ExtensionContext each = context;
        while (each.getElement().filter(Class.class::isInstance).isEmpty()) {
            each = each.getParent().orElseThrow();
        }
        return each;
    }

    private static boolean isEmpty(Field field, @Nullable Object instance) {
        try {
            return field.get(instance) == null;
        } catch (IllegalAccessException e) {
            return false;
        }
    }
}
