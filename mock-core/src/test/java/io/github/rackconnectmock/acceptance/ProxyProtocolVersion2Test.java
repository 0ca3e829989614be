package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Version 2 of the PROXY protocol: what isn't exactly the protocol is dropped, and without an address the real peer asks. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ProxyProtocolVersion2Test {
    private final ProxyProtocolClient client = new ProxyProtocolClient();
    private final RackConnectMockServer mock = client.mock;

    @AfterAll
    void close() {
        client.close();
    }

    @Test
    void aHeaderWithAnAddressIsBelieved() throws IOException {
        client.assertAsks("four", ProxyProtocolClient.version2(0x21, 0x11, ProxyProtocolClient.FOUR));
        String six = "\u00fd" + "\0".repeat(14) + "\u0012" + "\0".repeat(16) + "\0\1\0\2";
        client.assertAsks("six", ProxyProtocolClient.version2(0x21, 0x21, six));
    }

    @ParameterizedTest
    @CsvSource({
        "0x22, 0x11",
        "0x2f, 0x11",
        "0x11, 0x11",
        "0x31, 0x11",
        "0x01, 0x11",
        "0x21, 0x12",
        "0x21, 0x13",
        "0x21, 0x1f",
        "0x21, 0x41",
        "0x21, 0xf1",
        "0x21, 0x10",
    })
    void anUnassignedCommandVersionFamilyOrTransportIsDropped(String command, String family) throws IOException {
        client.assertDropped(ProxyProtocolClient.version2(
                Integer.decode(command), Integer.decode(family), ProxyProtocolClient.FOUR));
    }

    @Test
    void aContentThatIsTooShortForItsFamilyIsDropped() throws IOException {
        client.assertDropped(ProxyProtocolClient.version2(0x21, 0x11, ProxyProtocolClient.FOUR.substring(1)));
        client.assertDropped(ProxyProtocolClient.version2(0x21, 0x21, ProxyProtocolClient.FOUR));
        client.assertDropped(ProxyProtocolClient.version2(0x21, 0x11, ""));
    }

    /** Such as a load balancer's own health check. */
    @ParameterizedTest
    @CsvSource({"0x20, 0x00", "0x20, 0x11", "0x20, 0x21", "0x21, 0x00"})
    void whereTheHeaderNamesNoAddressTheRealPeerAsks(String command, String family) throws IOException {
        for (String content : List.of("", ProxyProtocolClient.FOUR, ProxyProtocolClient.FOUR.repeat(18))) {
            client.assertAsks(
                    "peer", ProxyProtocolClient.version2(Integer.decode(command), Integer.decode(family), content));
        }
    }

    /** A type, a length in two bytes, and what it says. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u0001\0\bhttp/1.1",
                "\u0002\0!dfw.api.rackconnect.rackspace.com",
                "\u0004\0\0",
                "\u0005\0\u0004uniq",
                "\u00ea\0\u0006\u0001vpc-1",
                "\u0001\0\u0002h2\u0004\0\u0003\0\0\0\u0003\0\u0004abcd",
            })
    void furtherFieldsAreReadOver(String fields) throws IOException {
        client.assertAsks("four", ProxyProtocolClient.version2(0x21, 0x11, ProxyProtocolClient.FOUR + fields));
    }

    @Test
    void fieldsMayBeLong() throws IOException {
        client.assertAsks(
                "four",
                ProxyProtocolClient.version2(
                        0x21, 0x11, ProxyProtocolClient.FOUR + "\u0004\u0008\0" + "\0".repeat(0x800)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\r\n", "\r\n\r\n", "\n", "\r\n\r\n\r\n"})
    void emptyLinesBeginLikeVersion2AndAreNoHeader(String lines) throws IOException {
        assertThat(Wire.raw(mock.baseUri(), lines + ProxyProtocolClient.GET)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void aHeaderMayComeByteByByte() throws IOException {
        for (String fields : List.of("", "\u0001\0\bhttp/1.1")) {
            client.assertMayComeByteByByte(
                    ProxyProtocolClient.version2(0x21, 0x11, ProxyProtocolClient.FOUR + fields), "four");
        }
    }
}
