package io.github.rackconnectmock.internal.recording;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentationAddressesTest {
    private final DocumentationAddresses addresses = new DocumentationAddresses(false);

    @Test
    void theSameAddressIsTheSameHoweverItIsWritten() {
        assertThat(addresses.of("10.1.1.1")).isEqualTo("192.0.2.1");
        assertThat(addresses.of("fd00::1")).isEqualTo("2001:db8::1");
        assertThat(addresses.of("FD00:0:0::0001")).isEqualTo("2001:db8::1");
        assertThat(addresses.of("10.1.1.2")).isEqualTo("192.0.2.2");
        assertThat(addresses.of("10.1.1.1")).isEqualTo("192.0.2.1");
    }

    /** Also those that are for documentation already, since another may have been replaced by them. */
    @Test
    void differentAddressesStayDifferentHoweverManyThereAre() {
        Set<String> replaced = new HashSet<>();
        for (int i = 0; i < 2_000; i++) {
            String one = addresses.of(i < 254 ? "192.0.2." + (i + 1) : "10.1." + i / 256 + "." + i % 256);
            assertThat(IpLiteral.parse(one)).as(one).isPresent();
            assertThat(replaced.add(one)).as(one).isTrue();
            String other = addresses.of("fd00::" + Integer.toHexString(i + 1));
            assertThat(IpLiteral.parse(other)).as(other).isPresent();
            assertThat(replaced.add(other)).as(other).isTrue();
        }
        assertThat(replaced)
                .allMatch(each -> each.matches(
                        "(192\\.0\\.2|198\\.51\\.100|203\\.0\\.113|198\\.1[89]\\.\\d+)\\..*|2001:db8::.*"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            from 10.1.1.1, via 10.1.1.1:443.         | from 192.0.2.1, via 192.0.2.1:443.
            <p>10.1.1.1</p>                          | <p>192.0.2.1</p>
            http://[fd00::5]:80/                     | http://[2001:db8::1]:80/
            (::ffff:10.1.1.1)                        | (192.0.2.1)
            at 10:30:15 of 1.2.3, version 1.2.3.4.5  | at 10:30:15 of 1.2.3, version 1.2.3.4.5
            127.0.0.1 and ::1 stay                   | 127.0.0.1 and ::1 stay
            999.1.1.1 and a::b::c are none           | 999.1.1.1 and a::b::c are none
            """)
    void textsKeepAllButTheAddresses(String text, String expected) {
        assertThat(addresses.in(text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nowhere", "", "10.1.1"})
    void whatIsNoAddressStays(String text) {
        assertThat(addresses.of(text)).isEqualTo(text);
    }

    @Test
    void allStayWhereTheyAreKept() {
        DocumentationAddresses kept = new DocumentationAddresses(true);
        assertThat(kept.of("10.1.1.1")).isEqualTo("10.1.1.1");
        assertThat(kept.in("10.1.1.1")).isEqualTo("10.1.1.1");
    }
}
