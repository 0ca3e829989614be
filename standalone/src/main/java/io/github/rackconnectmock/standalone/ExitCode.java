package io.github.rackconnectmock.standalone;

import java.util.LinkedHashMap;
import java.util.Map;

/** The codes that the program ends with: those of sysexits.h. */
final class ExitCode {
    static final int OK = 0;
    static final int NOT_HEALTHY = 1;
    static final int USAGE = 64;
    static final int BAD_SCENARIO = 65;
    static final int NO_INPUT = 66;
    static final int UNAVAILABLE = 69;
    static final int INTERNAL = 70;
    static final int CANNOT_WRITE = 73;
    static final int SIGINT = 130;
    static final int SIGTERM = 143;

    private ExitCode() {}

    /** Every code with its meaning, in rising order, as the help shows them. */
    static Map<String, String> meanings() {
        Map<Integer, String> meanings = new LinkedHashMap<>();
        meanings.put(OK, "done");
        meanings.put(NOT_HEALTHY, "wait: not healthy in time");
        meanings.put(USAGE, "the command line or a variable is wrong");
        meanings.put(BAD_SCENARIO, "a scenario file has mistakes");
        meanings.put(NO_INPUT, "a file isn't there or can't be read");
        meanings.put(UNAVAILABLE, "the port is in use, or the address isn't this machine's");
        meanings.put(INTERNAL, "internal error");
        meanings.put(CANNOT_WRITE, "the ready file can't be written");
        meanings.put(SIGINT, "stopped by SIGINT");
        meanings.put(SIGTERM, "stopped by SIGTERM");
        Map<String, String> texts = new LinkedHashMap<>();
        meanings.forEach((code, meaning) -> texts.put(Integer.toString(code), meaning));
        return texts;
    }
}
