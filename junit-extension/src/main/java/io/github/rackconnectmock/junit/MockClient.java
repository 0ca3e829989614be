package io.github.rackconnectmock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * On a parameter or field: what a client needs that asks the six hosts' own URLs, so that the mock answers it. A {@link
 * java.net.http.HttpClient} is ready to use; a {@link java.net.ProxySelector}, a {@link javax.net.ssl.SSLContext} and the
 * {@link java.security.cert.X509Certificate} to trust are for a client of your own. Nothing is changed for the whole JVM.
 */
@Target({ElementType.PARAMETER, ElementType.FIELD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
public @interface MockClient {
    /**
     * The name of the server that the client is, such as {@code web1}; by default the scenario's first. It says nothing to
     * an {@code SSLContext} or a certificate, which are the same for all.
     */
    String value() default "";
}
