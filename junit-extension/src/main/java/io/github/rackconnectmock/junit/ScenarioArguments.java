package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.Scenarios;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtensionConfigurationException;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.platform.commons.support.AnnotationSupport;

/** The invocations of a {@link ScenarioSource}, in the order of its names. */
final class ScenarioArguments implements ArgumentsProvider {

    /** JUnit to 5.12 knows this method only, later ones call it too. */
    @Override
    @SuppressWarnings("deprecation")
    public Stream<? extends Arguments> provideArguments(ExtensionContext context) {
        Method test = context.getRequiredTestMethod();
        boolean wantsName = takesName(test);
        return names(test).stream().map(name -> wantsName ? Arguments.of(name) : called(name));
    }

    /** The names of a test's scenarios. */
    static List<String> names(Method test) {
        List<String> names = AnnotationSupport.findAnnotation(test, ScenarioSource.class)
                .map(source -> List.of(source.value()))
                .orElse(List.of());
        return names.isEmpty() ? Scenarios.names() : names;
    }

    /**
     * Refuses a method that isn't a parameterized test alone: a repetition, for one, would look like the invocation of a
     * scenario.
     *
     * @throws ExtensionConfigurationException naming the remedy
     */
    static void refuseOtherTemplates(Method test) {
        if (!AnnotationSupport.isAnnotated(test, ParameterizedTest.class)
                || AnnotationSupport.isAnnotated(test, RepeatedTest.class)) {
            throw noInvocation(test);
        }
    }

    /** The failure where no invocation is that of a scenario. */
    static ExtensionConfigurationException noInvocation(Method test) {
        return new ExtensionConfigurationException("@ScenarioSource on " + test.getName()
                + " gives one invocation for each scenario: replace the method's @Test, @RepeatedTest or other annotation by"
                + " @ParameterizedTest");
    }

    /**
     * Refuses a second source, whose invocations couldn't be told from those of the scenarios. Not for {@link
     * #provideArguments}: what that throws is disguised by JUnit from 5.13 on.
     *
     * @throws ExtensionConfigurationException naming the remedies
     */
    static void refuseOtherSources(Method test) {
        if (AnnotationSupport.findRepeatableAnnotations(test, ArgumentsSource.class)
                        .size()
                > 1) {
            throw new ExtensionConfigurationException("@ScenarioSource on " + test.getName()
                    + " can't be combined with another source of arguments: loop over those inside the test, or write a test"
                    + " for each");
        }
    }

    private static boolean takesName(Method test) {
        if (test.getParameterCount() == 0) {
            return false;
        }
        Parameter first = test.getParameters()[0];
        return first.getType() == String.class && !first.isAnnotationPresent(MockUri.class);
    }

    /** No argument, but a name for the invocation, which JUnit takes from 5.11 on. */
    private static Arguments called(String name) {
        try {
            return Arguments.argumentSet(name);
        } catch (NoSuchMethodError olderJUnit) {
            return Arguments.of();
        }
    }
}
