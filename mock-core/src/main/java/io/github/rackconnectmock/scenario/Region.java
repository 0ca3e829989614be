package io.github.rackconnectmock.scenario;

import java.util.Locale;
import java.util.Optional;

/** The regions that have an API host of their own (documented). */
public enum Region {
    DFW,
    HKG,
    IAD,
    LON,
    ORD,
    SYD;

    private static final String DOMAIN = ".api.rackconnect.rackspace.com";

    /** The host that real clients ask, such as {@code ord.api.rackconnect.rackspace.com} (documented). */
    public String host() {
        return name().toLowerCase(Locale.ROOT) + DOMAIN;
    }

    /**
     * The region whose host this is.
     *
     * @param host a host name without a port, in any case, with or without the root's dot
     * @return empty for a host that is none of the six
     */
    public static Optional<Region> ofHost(String host) {
        String name = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        for (Region region : values()) {
            if (region.host().equalsIgnoreCase(name)) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }
}
