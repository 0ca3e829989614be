package io.github.rackconnectmock.scenario;

import java.util.List;
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

    private static final List<Region> ALL = List.of(values());

    private final String host;

    Region() {
        this.host = name().toLowerCase(Locale.ROOT) + ".api.rackconnect.rackspace.com";
    }

    /** The host that real clients ask, such as {@code ord.api.rackconnect.rackspace.com} (documented). */
    public String host() {
        return host;
    }

    /**
     * The region whose host this is.
     *
     * @param host a host name without a port, in any case, with or without the root's dot
     * @return empty for a host that is none of the six
     */
    public static Optional<Region> ofHost(String host) {
        // Every request asks this, so no text is built here.
        int length = host.endsWith(".") ? host.length() - 1 : host.length();
        for (Region region : ALL) {
            if (region.host.length() == length && region.host.regionMatches(true, 0, host, 0, length)) {
                return Optional.of(region);
            }
        }
        return Optional.empty();
    }
}
