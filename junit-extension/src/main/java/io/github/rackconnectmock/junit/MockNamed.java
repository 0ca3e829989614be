package io.github.rackconnectmock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** On a parameter or field: which mock is meant, where a test has several. See {@link RackConnectMockExtension.Builder#name}. */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MockNamed {
    /** The name that the mock's extension was built with. */
    String value();
}
