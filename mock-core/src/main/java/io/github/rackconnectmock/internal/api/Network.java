package io.github.rackconnectmock.internal.api;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.InetAddress;
import java.util.Optional;

/**
 * The addresses that begin with the same bits.
 *
 * @param first any of them
 * @param bits how many bits they share
 */
public record Network(InetAddress first, int bits) {
    /**
     * Reads a network such as {@code 172.16.0.0/12} or {@code fd00::/8}, or a single address.
     *
     * @return empty if the text is neither
     */
    public static Optional<Network> parse(String text) {
        int slash = text.indexOf('/');
        String bits = text.substring(slash + 1);
        return IpLiteral.parse(slash < 0 ? text : text.substring(0, slash)).flatMap(first -> {
            int most = first.getAddress().length * Byte.SIZE;
            if (slash < 0) {
                return Optional.of(new Network(first, most));
            }
            return bits.matches("\\d{1,3}") && Integer.parseInt(bits) <= most
                    ? Optional.of(new Network(first, Integer.parseInt(bits)))
                    : Optional.empty();
        });
    }

    /** Whether an address is one of them. */
    public boolean contains(InetAddress address) {
        byte[] mine = first.getAddress();
        byte[] other = address.getAddress();
        if (mine.length != other.length) {
            return false;
        }
        for (int bit = 0; bit < bits; bit++) {
            int mask = 1 << (Byte.SIZE - 1 - bit % Byte.SIZE);
            if (((mine[bit / Byte.SIZE] ^ other[bit / Byte.SIZE]) & mask) != 0) {
                return false;
            }
        }
        return true;
    }
}
