package io.github.rackconnectmock.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A host that the mock stands for: at its forward proxy, in its certificate and in the names that the certificate's authority
 * may sign for. This is the one list of them.
 */
public final class ApiHost {
    private static final List<ApiHost> ALL = hosts();

    private final Api api;
    private final @Nullable Region region;
    private final String name;

    /** What answers at a host. */
    public enum Api {
        /** The RackConnect API, at a host for each region (documented). */
        RACKCONNECT,
        /** The identity service of the Cloud Servers API (documented). */
        IDENTITY,
        /** The Cloud Servers API, at a host for each region (documented). */
        CLOUD_SERVERS
    }

    private ApiHost(Api api, @Nullable Region region, String name) {
        this.api = api;
        this.region = region;
        this.name = name;
    }

    private static List<ApiHost> hosts() {
        List<ApiHost> hosts = new ArrayList<>();
        for (Region region : Region.values()) {
            hosts.add(new ApiHost(Api.RACKCONNECT, region, region.host()));
        }
        hosts.add(new ApiHost(Api.IDENTITY, null, "identity.api.rackspacecloud.com"));
        hosts.add(new ApiHost(Api.IDENTITY, Region.LON, "lon.identity.api.rackspacecloud.com"));
        for (Region region : Region.values()) {
            String name = region.name().toLowerCase(Locale.ROOT) + ".servers.api.rackspacecloud.com";
            hosts.add(new ApiHost(Api.CLOUD_SERVERS, region, name));
        }
        return List.copyOf(hosts);
    }

    /** All hosts, those of the RackConnect API first; not to be changed. */
    public static List<ApiHost> all() {
        return ALL;
    }

    /**
     * The host of a name.
     *
     * @param name a host name without a port, in any case, with or without the root's dot
     * @return empty for a host that is none of them
     */
    public static Optional<ApiHost> of(String name) {
        // Every request asks this, so no text is built here.
        int length = name.endsWith(".") ? name.length() - 1 : name.length();
        for (ApiHost host : ALL) {
            if (host.name.length() == length && host.name.regionMatches(true, 0, name, 0, length)) {
                return Optional.of(host);
            }
        }
        return Optional.empty();
    }

    /** What answers here. */
    public Api api() {
        return api;
    }

    /** The region whose servers it knows; {@code null} for the identity service of all regions. */
    public @Nullable Region region() {
        return region;
    }

    /** The name, such as {@code ord.servers.api.rackspacecloud.com}. */
    public String name() {
        return name;
    }

    @Override
    public String toString() {
        return name;
    }
}
