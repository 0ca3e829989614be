package io.github.rackconnectmock.internal.simulation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds a server by its name, in two flat arrays. With thousands of servers that are asked in turn, a map would fetch a chain of
 * nodes and keys from memory for each request. Immutable.
 */
final class NameTable {
    private static final int SPREAD = 0x9E3779B9;

    private final int[] hashes;
    private final @Nullable ServerLife[] servers;
    private final int shift;

    /** A table of servers of different names. */
    NameTable(List<ServerLife> all) {
        // A power of two, at least half of it empty, so that a search soon comes to an empty place.
        int bits = Integer.SIZE - Integer.numberOfLeadingZeros(2 * all.size());
        shift = Integer.SIZE - bits;
        hashes = new int[1 << bits];
        servers = new ServerLife[1 << bits];
        for (ServerLife server : all) {
            int hash = server.name().hashCode();
            int place = place(hash);
            while (servers[place] != null) {
                place = after(place);
            }
            hashes[place] = hash;
            servers[place] = server;
        }
    }

    @Nullable
    ServerLife find(String name) {
        int hash = name.hashCode();
        for (int place = place(hash); ; place = after(place)) {
            ServerLife server = servers[place];
            if (server == null || (hashes[place] == hash && server.name().equals(name))) {
                return server;
            }
        }
    }

    /** Names that differ in their last characters only have hashes that are close together. */
    private int place(int hash) {
        return (hash * SPREAD) >>> shift;
    }

    private int after(int place) {
        return (place + 1) & (hashes.length - 1);
    }
}
