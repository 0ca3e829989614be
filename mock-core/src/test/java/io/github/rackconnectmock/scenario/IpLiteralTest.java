package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpLiteralTest {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);

    @ParameterizedTest
    @CsvSource({
        "10.181.1.11, 10.181.1.11",
        "0.0.0.0, 0.0.0.0",
        "255.255.255.255, 255.255.255.255",
        "::1, 0:0:0:0:0:0:0:1",
        "fd00::11, fd00:0:0:0:0:0:0:11",
        "FD00::AB, fd00:0:0:0:0:0:0:ab",
        "64:ff9b::10.1.1.1, 64:ff9b:0:0:0:0:a01:101",
    })
    void readsLiterals(String text, String address) {
        assertThat(IpLiteral.parse(text).map(InetAddress::getHostAddress)).contains(address);
    }

    @Test
    void takesAMappedAddressForTheIpv4OneItIs() throws UnknownHostException {
        assertThat(IpLiteral.parse("::ffff:1.2.3.4")).contains(InetAddress.getByAddress(new byte[] {1, 2, 3, 4}));
    }

    /** The system's resolver knows some of these, and would ask a name server for others. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ":",
                "localhost",
                "1.2.3",
                "1",
                "2130706433",
                "0x7f.1",
                "127.1",
                "01.2.3.4",
                "1.2.3.256",
                "1.2.3.4.5",
                "1.2.3.4.",
                "1.2.3.4 ",
                "1.2.3.4:80",
                "٣.2.3.4",
                "[::1]",
                "fe80::1%1",
                "fe80::1%lo",
                ":::",
                "1::2::3",
                "12345::1",
                "::1.2.3",
                ".::1",
                ".:",
                "..:.",
                "cafe",
                "cafe:",
                "db.example:1",
            })
    void refusesAllElse(String text) {
        assertThat(IpLiteral.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.1, 0, 10.0.0.1",
        "10.0.0.254, 3, 10.0.1.1",
        "127.255.255.255, 1, 128.0.0.0",
        "::ffff, 1, 0:0:0:0:0:0:1:0",
        "7fff:ffff:ffff:ffff:ffff:ffff:ffff:ffff, 1, 8000:0:0:0:0:0:0:0",
    })
    void countsOn(String first, int places, String address) {
        assertThat(IpLiteral.parse(first)
                        .flatMap(from -> IpLiteral.plus(from, places))
                        .map(InetAddress::getHostAddress))
                .contains(address);
    }

    @ParameterizedTest
    @ValueSource(strings = {"255.255.255.255", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"})
    void countsNoFurtherThanTheFamily(String last) {
        assertThat(IpLiteral.parse(last).flatMap(from -> IpLiteral.plus(from, 1)))
                .isEmpty();
    }

    @Property(tries = 3_000)
    void readsFourNumbersAsThePatternSays(@ForAll("numbers") String text) throws UnknownHostException {
        boolean isLiteral = IPV4.matcher(text).matches();

        // A literal of four numbers is never looked up.
        assertThat(IpLiteral.parse(text))
                .isEqualTo(isLiteral ? Optional.of(InetAddress.getByName(text)) : Optional.empty());
    }

    @Provide
    Arbitrary<String> numbers() {
        return Arbitraries.of(
                        "0", "1", "9", "10", "99", "00", "01", "100", "199", "200", "249", "255", "256", "1000", "x",
                        "")
                .list()
                .ofMinSize(3)
                .ofMaxSize(5)
                .map(numbers -> String.join(".", numbers));
    }
}
