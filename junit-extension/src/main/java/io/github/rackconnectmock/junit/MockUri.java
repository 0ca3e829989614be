package io.github.rackconnectmock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter or field: the mock's address, below which the API is. As a {@link java.net.URI} or a {@link java.net.URL} it ends
 * in a slash, so that {@code uri.resolve("v1/gateway_ip")} works; as a {@link String} it doesn't, so that {@code text +
 * "/v1/gateway_ip"} works.
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MockUri {
    /**
     * The name of the server that every client of this address is, such as {@code web1}; by default none, and the source
     * address tells who asks.
     */
    String value() default "";
}
