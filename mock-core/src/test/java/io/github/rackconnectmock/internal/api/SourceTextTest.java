package io.github.rackconnectmock.internal.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** What {@link Source} reads by hand is what these patterns say. */
class SourceTextTest {
    private static final Pattern NAMED_PATH = Pattern.compile("/as/([^/]*)(/.*)?");
    private static final Pattern WITH_PORT = Pattern.compile("\\[([^\\]]*)](?::\\d{1,5})?|([^:]*):\\d{1,5}");

    @Property(tries = 3_000)
    void aPathIsReadAsThePatternSays(@ForAll("paths") String path) {
        Matcher named = NAMED_PATH.matcher(path);
        boolean matches = named.matches();

        assertThat(Source.pathWithoutName(path))
                .isEqualTo(!matches ? path : named.group(2) == null ? "/" : named.group(2));
        assertThat(Source.nameIn(path)).isEqualTo(matches ? named.group(1) : null);
    }

    @Provide
    Arbitrary<String> paths() {
        return pieces("/as/", "/as", "/", "web1", "%2F", "?", "v1", "\n", "\r", "\u0085", "\u2028", "\u2029", "A");
    }

    @Property(tries = 3_000)
    void aPortIsReadAsThePatternSays(@ForAll("addresses") String text) {
        Matcher port = WITH_PORT.matcher(text);

        assertThat(Source.withoutPort(text))
                .isEqualTo(!port.matches() ? text : port.group(1) != null ? port.group(1) : port.group(2));
    }

    @Provide
    Arbitrary<String> addresses() {
        return pieces("[", "]", ":", "::", "10.1.1.1", "80", "65535", "1", "fd00", "\u0663", "x", "\n");
    }

    @Property
    void textIsMadePrintableAsThePatternSays(@ForAll("texts") String text) {
        String clean = text.replaceAll("[^\\x21-\\x7E]", "?");

        assertThat(Printable.of(text)).isEqualTo(clean.length() <= 80 ? clean : clean.substring(0, 77) + "...");
    }

    @Provide
    Arbitrary<String> texts() {
        return Arbitraries.oneOf(
                Arbitraries.strings().ofMaxLength(100),
                Arbitraries.strings().ascii().ofMaxLength(100),
                pieces("a", "\uD83D\uDD25", "\uD83D", "\uDD25", "~", "!", " ", "\u007F", "0123456789012345678901234"));
    }

    private static Arbitrary<String> pieces(String... pieces) {
        return Arbitraries.of(List.of(pieces)).list().ofMaxSize(8).map(list -> String.join("", list));
    }

    @Test
    void anAddressWithAZoneIsToldWithIt() throws UnknownHostException {
        byte[] linkLocal = InetAddress.getByName("fe80::5").getAddress();
        InetAddress zoned = Inet6Address.getByAddress(null, linkLocal, 7);
        Simulation simulation = new Simulation(
                Scenario.builder()
                        .server(CloudServer.named("web1").sourceIp("fe80::5"))
                        .build(),
                MovableClock.running());

        assertThat(text(simulation, zoned)).isEqualTo(zoned.getHostAddress()).endsWith("%7");
        assertThat(text(simulation, InetAddress.getByAddress(linkLocal))).isEqualTo("fe80:0:0:0:0:0:0:5");
    }

    private static String text(Simulation simulation, InetAddress peer) {
        Source source = Source.of(ApiRequest.get("/v1/gateway_ip", peer), simulation.servers(), SourcePolicy.DEFAULT);
        assertThat(source).isInstanceOf(Source.Known.class);
        return source.text();
    }
}
