package io.github.rackconnectmock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * On a {@code @ParameterizedTest}: one invocation for each scenario, each with a mock of its own.
 *
 * <pre>{@code
 * @ParameterizedTest
 * @ScenarioSource({"deploys", "fails", "flaky"})
 * void alwaysEnds(String scenario, RackConnectMockServer mock) { ... }
 * }</pre>
 *
 * <p>A first parameter of type {@link String} is the scenario's name; it may be left out. All else is as the nearest {@link
 * RackConnectMock} says, or its defaults. It can't be combined with another source of arguments.
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ArgumentsSource(ScenarioArguments.class)
@ExtendWith(RackConnectMockExtension.class)
public @interface ScenarioSource {
    /** Scenarios as in {@link RackConnectMock#value()}; the whole built-in catalogue if there are none. */
    String[] value() default {};
}
