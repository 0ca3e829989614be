package io.github.rackconnectmock.scenario;

/** When a server's life begins. */
public enum Begins {
    /** When the mock starts or loads the scenario, the default. */
    START,
    /** With the server's first request. */
    FIRST_REQUEST,
    /** When a client creates a server by the Cloud Servers API; until then there is none. */
    CREATED
}
