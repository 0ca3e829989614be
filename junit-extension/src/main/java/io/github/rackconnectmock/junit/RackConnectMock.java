package io.github.rackconnectmock.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Starts a mock of the RackConnect v2.0 API for each test.
 *
 * <pre>{@code
 * @RackConnectMock("slow-deploy")
 * class BootstrapTest {
 *     @Test
 *     void waitsForTheGateway(RackConnectMockServer mock, @MockUri URI endpoint) { ... }
 * }
 * }</pre>
 *
 * <p>It stands on a test class, a {@code @Nested} class, a test method, or an annotation of your own, and is inherited. The
 * nearest one counts, whole: a method's before its class's, a nested class's before the outer one's; nothing of the farther
 * one is merged in.
 *
 * <p>Test methods, {@code @BeforeEach} and {@code @AfterEach} can take as parameters the {@link
 * io.github.rackconnectmock.RackConnectMockServer RackConnectMockServer}, its {@link
 * io.github.rackconnectmock.MockClock MockClock} and its {@link MockUri} address; with {@link
 * MockLifecycle#PER_CLASS} so can constructors, {@code @BeforeAll} and {@code @AfterAll}. Fields get them too: those with
 * {@link MockUri} or {@link MockClient}, and empty ones of the mock's own types.
 *
 * <p>A test that fails shows a timeline: what the servers did and what was asked, in the mock's time.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ExtendWith(RackConnectMockExtension.class)
public @interface RackConnectMock {
    /**
     * The scenario: a name of the built-in catalogue, else a resource on the class path, else a file's path. By default
     * {@code deployed}: one server, {@code web1}, whose automation is done.
     */
    String value() default "deployed";

    /** How long one mock is used. On a method there is nothing to choose. */
    MockLifecycle lifecycle() default MockLifecycle.PER_METHOD;

    /** The port to listen on; 0 for any free one. Tests with a port of their own can't run at the same time. */
    int port() default 0;

    /** How many times as fast as real time the mock's clock runs, above 0 and at most 100,000. */
    double speed() default 1;

    /** Whether the mock's clock stands still until it is moved or resumed. */
    boolean frozen() default false;

    /** Whether a loopback address that no server claims is unknown; else it is the scenario's first server. */
    boolean strictSource() default false;

    /** Whether the mock has a port with TLS as well, at {@code mock.httpsUri()}; {@link MockClient} needs none. */
    boolean https() default false;

    /**
     * Whether a test fails whose client made a request that no state of a server excuses: for a path that isn't there, from
     * an address that is no server's, in a format or with a method that isn't offered, to another region's host.
     */
    boolean failOnUnexpectedRequests() default true;

    /** Whether a test fails after which the scenario's expectations of clients aren't all met. */
    boolean failOnUnmetExpectations() default false;
}
