package io.github.rackconnectmock.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
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
}
