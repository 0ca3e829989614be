package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which server a request is answered for: the first row that applies decides. */
class SourceTest {
    private static final String STATUS = "/v1/automation_status";
    private static final SourcePolicy STRICT = new SourcePolicy(true, true);
    private static final SourcePolicy NOT_FORWARDED = new SourcePolicy(false, false);

    private static Asking asking(SourcePolicy policy) {
        return Asking.of(
                Scenario.builder()
                        .rateLimit(null)
                        .server(CloudServer.named("first").sourceIp("10.1.1.1"))
                        .server(CloudServer.named("web2").sourceIp("10.1.1.2"))
                        .server(CloudServer.named("web3").sourceIp("10.1.1.3"))
                        .server(CloudServer.named("web6").sourceIp("fd00::6"))
                        .server(CloudServer.named("local5").sourceIp("127.0.0.5"))
                        .server(CloudServer.named("local6").sourceIp("::1")),
                policy);
    }

    private final Asking asking = asking(SourcePolicy.DEFAULT);

    @ParameterizedTest
    @CsvSource({
        "/as/web2/v1/automation_status, web2",
        "/as/10.1.1.2/v1/automation_status, web2",
        "/as/fd00::6/v1/automation_status, web6",
        "/as/fd00%3A%3A6/v1/automation_status, web6",
        "/as/w%65b2/v1/automation_status, web2",
    })
    void theBaseUrlsNameComesFirst(String path, String server) {
        assertThat(asking.askAs(path, "10.1.1.3", "10.1.1.1", "web6").server()).isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(strings = {"missing", "10.9.9.9", "", "web2+", "Web2", "%zz", "a%0Ab", "%F0%9F%94%A5"})
    void anUnknownNameInTheBaseUrlIsUnknownFromEachAddress(String name) {
        Exchange answer = asking.askAs("/as/" + name + STATUS, "127.0.0.1", "10.1.1.1", "web2");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.server()).isNull();
        assertThat(answer.reason()).matches("unknown-source; (server|address)=[!-~]*");
        assertThat(answer.source()).matches("[!-~]*");
    }

    @ParameterizedTest
    @CsvSource({"web2, web2", "10.1.1.2, web2", "fd00::6, web6"})
    void theProxysUserComesNext(String user, String server) {
        assertThat(asking.askAs(STATUS, "10.1.1.3", "10.1.1.1", user).server()).isEqualTo(server);
    }

    @Test
    void aProxysUserThatIsNoServerIsUnknown() {
        assertThat(asking.askAs(STATUS, "127.0.0.1", null, "missing").reason())
                .isEqualTo("unknown-source; server=missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "10.1.1.2 | web2",
                "10.1.1.2:80 | web2",
                "10.1.1.2, 10.1.1.3 | web2",
                "10.1.1.2,unknown,garbage | web2",
                "10.1.1.2 , 10.1.1.3 | web2",
                "::ffff:10.1.1.2 | web2",
                "fd00::6 | web6",
                "FD00:0:0:0:0:0:0:6 | web6",
                "[fd00::6] | web6",
                "[fd00::6]:443 | web6",
                "[fd00::6]:443, 10.1.1.2 | web6",
                "127.0.0.5 | local5",
            })
    void theFirstForwardedAddressComesBeforeThePeer(String forwardedFor, String server) {
        assertThat(asking.askAs(STATUS, "10.1.1.3", forwardedFor, null).server())
                .isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                ",10.1.1.2",
                "unknown",
                "localhost",
                "web2",
                "10.1.1",
                "10.1.1.2:",
                "10.1.1.2:port",
                "10.1.1.2:123456",
                "0x0a.1.1.2",
                "[fd00::6",
                "fd00::6]",
                "[]",
                "[web2]:80",
                "fd00::6%eth0",
                "for=10.1.1.2",
                "\"10.1.1.2\"",
                "10.1.1.2;10.1.1.3",
                "10.1.1.2\n10.1.1.3",
            })
    void anythingElseForwardedIsABadRequest(String forwardedFor) {
        Exchange answer = asking.askAs(STATUS, "10.1.1.3", forwardedFor, null);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.bodyText())
                .isEqualTo("The first address of X-Forwarded-For must be an IPv4 or IPv6 address, with or without a"
                        + " port.");
        assertThat(answer.reason()).matches("malformed-source; address=[!-~]*");
        assertThat(answer.server()).isNull();
    }

    @Test
    void anUnknownForwardedAddressIsUnknownFromEachPeer() {
        assertThat(asking.askAs(STATUS, "10.1.1.3", "127.0.0.7", null).reason())
                .isEqualTo("unknown-source; address=127.0.0.7");
        assertThat(asking.askAs(STATUS, "127.0.0.1", "10.9.9.9", null).reason())
                .isEqualTo("unknown-source; address=10.9.9.9");
    }

    @Test
    void forwardingCanBeTurnedOff() {
        Asking deaf = asking(NOT_FORWARDED);

        assertThat(deaf.askAs(STATUS, "10.1.1.3", "10.1.1.2", null).server()).isEqualTo("web3");
        assertThat(deaf.askAs(STATUS, "10.1.1.3", "garbage", null).server()).isEqualTo("web3");
    }

    @ParameterizedTest
    @CsvSource({"10.1.1.2, web2", "fd00::6, web6", "127.0.0.5, local5", "::1, local6"})
    void thePeerComesLast(String peer, String server) {
        assertThat(asking.get(STATUS, peer).server()).isEqualTo(server);
        assertThat(asking(STRICT).get(STATUS, peer).server()).isEqualTo(server);
    }

    @Test
    void anUnclaimedLoopbackPeerIsTheFirstServer() {
        Exchange answer = asking.get(STATUS, "127.0.0.7");

        assertThat(answer.server()).isEqualTo("first");
        assertThat(answer.source()).isEqualTo("127.0.0.7");
    }

    /** Callers from other containers have addresses that no scenario knows. */
    @ParameterizedTest
    @CsvSource({
        "172.17.0.3, first",
        "172.31.255.255, first",
        "fd00::7, first",
        "192.168.1.1, first",
        "172.32.0.1, ",
        "192.168.1.2, ",
        "fe80::1, ",
        "10.1.1.2, web2",
        "fd00::6, web6",
        "127.0.0.7, "
    })
    void anUnclaimedPeerOfANamedNetworkIsTheFirstServer(String peer, @Nullable String server) {
        List<Network> networks = Stream.of("172.16.0.0/12", "192.168.1.1", "fd00::/8")
                .map(text -> Network.parse(text).orElseThrow())
                .toList();

        assertThat(asking(new SourcePolicy(true, true, networks))
                        .get(STATUS, peer)
                        .server())
                .isEqualTo(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "10.0.0.0/33", "10.0.0.0/", "10.0.0.0/x", "fd00::/129", "example/8", "/8", "10.0.0.0/-1"})
    void whatIsNoNetworkIsNone(String text) {
        assertThat(Network.parse(text)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.1.2.3/32", "10.1.2.3", "fd00::1/128"})
    void aNetworkMayBeOneAddress(String text) {
        assertThat(Network.parse(text)).isPresent();
    }

    @Test
    void aNetworkOfNoBitsIsEveryAddress() {
        assertThat(asking(new SourcePolicy(
                                true, true, List.of(Network.parse("0.0.0.0/0").orElseThrow())))
                        .get(STATUS, "203.0.113.9")
                        .server())
                .isEqualTo("first");
    }

    @Test
    void unlessTheSourceIsTakenStrictly() {
        Exchange answer = asking(STRICT).get(STATUS, "127.0.0.7");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.reason()).isEqualTo("unknown-source; address=127.0.0.7");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.9.9.9", "fd00::9", "8.8.8.8"})
    void anyOtherPeerIsUnknown(String peer) {
        assertThat(asking.get(STATUS, peer).status()).isEqualTo(403);
    }

    @Test
    void theServerOfARequestIsFoundWithoutCounting() {
        assertThat(serverOf("/as/web2" + STATUS, null)).isEqualTo("web2");
        assertThat(serverOf("/as/web2/anything/else", null)).isEqualTo("web2");
        assertThat(serverOf(STATUS, "garbage")).isNull();
        assertThat(serverOf("/as/missing" + STATUS, null)).isNull();

        assertThat(asking.api().simulation().servers().all())
                .allSatisfy(server -> assertThat(server.snapshot().requests()).isEmpty());
    }

    private @Nullable String serverOf(String path, @Nullable String forwardedFor) {
        return asking.receive(path, "10.1.1.3", forwardedFor).server();
    }
}
