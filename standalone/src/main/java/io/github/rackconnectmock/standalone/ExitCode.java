package io.github.rackconnectmock.standalone;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.IntStream;

/** The codes that the program ends with: those of sysexits.h, and those of shells. */
final class ExitCode {
    static final int OK = 0;
    static final int NOT_HEALTHY = 1;
    static final int NOT_AS_EXPECTED = 1;
    static final int USAGE = 64;
    static final int BAD_SCENARIO = 65;
    static final int NO_INPUT = 66;
    static final int UNAVAILABLE = 69;
    static final int INTERNAL = 70;
    static final int CANNOT_WRITE = 73;
    static final int CANNOT_PRINT = 74;
    static final int CANNOT_EXECUTE = 126;
    static final int COMMAND_NOT_FOUND = 127;
    static final int SIGHUP = 129;
    static final int SIGINT = 130;
    static final int SIGTERM = 143;

    private static final Map<Integer, String> MEANINGS = meanings();

    private ExitCode() {}

    /** These codes, and those of every verb, with their meanings, in rising order, as the help shows them. */
    static Map<String, String> meanings(int... codes) {
        Map<String, String> texts = new LinkedHashMap<>();
        IntStream.concat(IntStream.of(codes), IntStream.of(USAGE, INTERNAL, CANNOT_PRINT))
                .sorted()
                .forEach(code -> texts.put(Integer.toString(code), MEANINGS.getOrDefault(code, "")));
        return texts;
    }

    /** Every code with its meaning, in rising order. */
    static Map<Integer, String> meanings() {
        Map<Integer, String> meanings = new LinkedHashMap<>();
        meanings.put(OK, "done");
        meanings.put(NOT_HEALTHY, "wait: no mock answered in time; exec: what the scenario expects isn't met");
        meanings.put(USAGE, "the command line or a variable is wrong");
        meanings.put(BAD_SCENARIO, "a scenario file, or a file to record from, has mistakes");
        meanings.put(NO_INPUT, "a file isn't there or can't be read");
        meanings.put(UNAVAILABLE, "a port, address or network can't be had, or what was asked doesn't answer");
        meanings.put(INTERNAL, "internal error, or no memory left");
        meanings.put(
                CANNOT_WRITE,
                "the ready file, the certificate file, one beside it or a temporary file can't be written");
        meanings.put(CANNOT_PRINT, "standard output can't be written");
        meanings.put(CANNOT_EXECUTE, "the command is there, but can't be run");
        meanings.put(COMMAND_NOT_FOUND, "the command isn't there");
        meanings.put(SIGHUP, "stopped by SIGHUP");
        meanings.put(SIGINT, "stopped by SIGINT");
        meanings.put(SIGTERM, "stopped by SIGTERM");
        return meanings;
    }
}
