package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class RegionTest {
    @ParameterizedTest
    @EnumSource
    void isFoundByItsHostInAnyCaseAndWithTheRootsDot(Region region) {
        assertThat(region.host()).matches("[a-z]{3}\\.api\\.rackconnect\\.rackspace\\.com");
        assertThat(Region.ofHost(region.host())).contains(region);
        assertThat(Region.ofHost(region.host().toUpperCase(Locale.ROOT))).contains(region);
        assertThat(Region.ofHost(region.host() + ".")).contains(region);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "localhost",
                "api.rackconnect.rackspace.com",
                "xyz.api.rackconnect.rackspace.com",
                "ord.api.rackconnect.rackspace.com..",
                "ord.api.rackconnect.rackspace.com.example.org",
                "ord-api.rackconnect.rackspace.com",
                "ord.api.rackconnect.rackspace.com:443",
            })
    void isNoOtherHosts(String host) {
        assertThat(Region.ofHost(host)).isEmpty();
    }

    @Property
    void isFoundByTheHostThatComparesEqual(@ForAll("hosts") String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;

        assertThat(Region.ofHost(host))
                .isEqualTo(Stream.of(Region.values())
                        .filter(region -> region.host().equalsIgnoreCase(name))
                        .findFirst());
    }

    @Provide
    Arbitrary<String> hosts() {
        return Arbitraries.of(
                        "ord", "ORD", "syd", "\u017Fyd", "dfx", ".api.rackconnect.rackspace.com", ".", ".API.", "com")
                .list()
                .ofMaxSize(4)
                .map(pieces -> String.join("", pieces));
    }
}
