package io.github.rackconnectmock.internal.simulation;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.InetAddress;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** The servers by name and by address. Immutable; finding one takes the same time among 10,000 servers as among few. */
public final class SourceDirectory {
    private static final int MANY = 10;

    private final List<ServerLife> all;
    private final NameTable byName;
    private final Map<InetAddress, ServerLife> byAddress = new HashMap<>();

    SourceDirectory(List<ServerLife> servers) {
        all = List.copyOf(servers);
        byName = new NameTable(all);
        for (ServerLife server : all) {
            byAddress.put(server.sourceIp(), server);
        }
    }

    public Optional<ServerLife> byName(String name) {
        return Optional.ofNullable(byName.find(name));
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
        return all.get(0);
    }

    /** The names, for messages; the first few if there are many. */
    public String someNames() {
        String names = all.stream().limit(MANY).map(ServerLife::name).collect(Collectors.joining(", "));
        return all.size() > MANY ? names + " and " + (all.size() - MANY) + " more" : names;
    }

    /** All servers, in the scenario's order. */
    public Collection<ServerLife> all() {
        return all;
    }
}
