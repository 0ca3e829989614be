package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.InetAddress;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The servers by name and by address. Immutable; finding one takes the same time among 10,000 servers as among few. */
public final class SourceDirectory {
    private static final int MANY = 10;

    private final Map<String, ServerLife> byName = new LinkedHashMap<>();
    private final Map<InetAddress, ServerLife> byAddress = new HashMap<>();

    SourceDirectory(Iterable<ServerLife> servers) {
        for (ServerLife server : servers) {
            byName.put(server.name(), server);
            byAddress.put(server.sourceIp(), server);
        }
    }

    public Optional<ServerLife> byName(String name) {
        return Optional.ofNullable(byName.get(name));
    }

    public Optional<ServerLife> byAddress(InetAddress address) {
        return Optional.ofNullable(byAddress.get(address));
    }

    /** The server of a name, or else of an address written as a literal. */
    public Optional<ServerLife> byNameOrAddress(String text) {
        return byName(text).or(() -> IpLiteral.parse(text).flatMap(this::byAddress));
    }

    /** The scenario's first server. */
    public ServerLife first() {
        return byName.values().iterator().next();
    }

    /** The names, for messages; the first few if there are many. */
    public String someNames() {
        String names = byName.keySet().stream().limit(MANY).collect(Collectors.joining(", "));
        return byName.size() > MANY ? names + " and " + (byName.size() - MANY) + " more" : names;
    }

    /** All servers, in the scenario's order. */
    public Collection<ServerLife> all() {
        return Collections.unmodifiableCollection(byName.values());
    }
}
