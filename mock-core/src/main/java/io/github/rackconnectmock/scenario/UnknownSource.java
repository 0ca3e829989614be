package io.github.rackconnectmock.scenario;

/** What a caller gets that is no server of the scenario. */
public enum UnknownSource {
    /** 403 Forbidden, the default (inferred; that it is a 4xx is observed). */
    FORBIDDEN,
    /** 404 Not Found. */
    NOT_FOUND,
    /** The connection is reset, as if no API could be reached from there. */
    RESET
}
