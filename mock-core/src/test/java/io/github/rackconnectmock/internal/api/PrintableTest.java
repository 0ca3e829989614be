package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of clients, as a terminal may get them. Each row is a code point in hex: what comes of it between two letters. */
class PrintableTest {
    private static String between(String hex) {
        return "a" + Character.toString(Integer.parseInt(hex, 16)) + "b";
    }

    @ParameterizedTest
    @CsvSource({"20", "21", "7E", "A0", "A1", "E9", "5B57"})
    void whatCanBeSeenStays(String hex) {
        assertThat(Printable.escaped(between(hex))).isEqualTo(between(hex));
    }

    @ParameterizedTest
    @CsvSource({"00", "1B", "1F", "7F", "80", "9F", "AD", "200E", "2028", "2029", "E000", "FFFF"})
    void whatATerminalActsOnIsEscaped(String hex) {
        assertThat(Printable.escaped(between(hex))).isEqualTo("a\\u" + "0".repeat(4 - hex.length()) + hex + "b");
    }

    @ParameterizedTest
    @CsvSource({"20,a%20b", "21,a!b", "7E,a~b", "7F,a%7Fb", "00,a%00b", "E9,a%E9b", "FF,a%FFb", "100,a\\u0100b"})
    void aTargetIsShownAsAUrlWouldHaveIt(String hex, String shown) {
        assertThat(Printable.target(between(hex))).isEqualTo(shown);
    }
}
