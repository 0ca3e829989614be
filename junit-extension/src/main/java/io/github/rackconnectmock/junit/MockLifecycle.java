package io.github.rackconnectmock.junit;

/** How long one mock is used. */
public enum MockLifecycle {
    /** Each test method has a mock of its own, from before its {@code @BeforeEach} methods to after its {@code @AfterEach}. */
    PER_METHOD,
    /**
     * The annotated class and the classes nested in it share one mock, with all invocations of a parameterized class. It
     * starts over before each test: the scenario is at its start, the clock runs as annotated, requests and users' own stubs
     * are forgotten. So its tests can't run at the same time.
     */
    PER_CLASS
}
