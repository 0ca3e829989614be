package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.Operation;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a request to the Cloud Servers API asks for.
 *
 * @param isIdentity whether it asks the identity service, and not for servers
 * @param path the parts of the path below the host, decoded; without those of the mock's own
 */
record CloudTarget(boolean isIdentity, List<String> path) {
    /** Where the identity service is at the mock's own address. */
    private static final String OWN_IDENTITY = "/identity";

    private static final String VERSION = "/v2";

    // The places of the parts of a path such as /v2/123456/servers/ID/metadata/KEY.
    static final int ACCOUNT = 1;
    static final int KIND = 2;
    static final int ID = 3;
    static final int PART = 4;
    static final int KEY = 5;

    CloudTarget {
        path = List.copyOf(path);
    }

    /** Whether a request is for this API: by the real host, or by the path at the mock's own address. */
    static boolean isAskedBy(ApiRequest request) {
        ApiHost host = request.apiHost();
        if (host != null) {
            return host.api() != ApiHost.Api.RACKCONNECT;
        }
        return isBelow(request.path(), VERSION) || isBelow(request.path(), OWN_IDENTITY);
    }

    private static boolean isBelow(String path, String root) {
        return path.startsWith(root) && (path.length() == root.length() || path.charAt(root.length()) == '/');
    }

    static CloudTarget of(ApiRequest request) {
        ApiHost host = request.apiHost();
        String path = request.path();
        boolean isIdentity = host == null ? isBelow(path, OWN_IDENTITY) : host.api() == ApiHost.Api.IDENTITY;
        String rest = host == null && isIdentity ? path.substring(OWN_IDENTITY.length()) : path;
        List<String> parts = new ArrayList<>();
        for (String part : rest.split("/", -1)) {
            if (!part.isEmpty()) {
                parts.add(decoded(part));
            }
        }
        return new CloudTarget(isIdentity, parts);
    }

    private static String decoded(String part) {
        if (part.indexOf('%') < 0) {
            return part;
        }
        try {
            return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return part;
        }
    }

    /** A part of the path, counted from 0; empty if it has fewer. */
    String part(int place) {
        return place < path.size() ? path.get(place) : "";
    }

    int parts() {
        return path.size();
    }

    /** The id of the server that is meant; {@code null} for none. */
    @Nullable
    String server() {
        boolean isOne = !isIdentity && part(KIND).equals("servers") && path.size() > ID;
        return isOne && !part(ID).equals("detail") ? part(ID) : null;
    }

    /** What is asked for, as scenarios and assertions call it; {@code null} for all else. */
    @Nullable
    Operation operation() {
        if (isIdentity) {
            return part(1).equals("tokens") ? Operation.TOKENS : null;
        }
        if (!part(KIND).equals("servers")) {
            return null;
        }
        if (server() == null) {
            return Operation.SERVERS;
        }
        return part(PART).equals("metadata") ? Operation.METADATA : Operation.SERVER;
    }
}
