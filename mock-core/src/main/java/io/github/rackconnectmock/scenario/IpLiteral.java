package io.github.rackconnectmock.scenario;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** IPv4 and IPv6 addresses written as literals. No name is ever looked up. */
public final class IpLiteral {
    private static final int LONGEST_BYTE = 3;

    private IpLiteral() {}

    /** Compiled when the first IPv6 literal is read. */
    private static final class Ipv6 {
        private static final String GROUP = "[0-9A-Fa-f]{0,4}";
        private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";

        /** What a literal is made of: groups, and perhaps an IPv4 address at its end. */
        private static final Pattern PARTS =
                Pattern.compile(GROUP + "(?::" + GROUP + "){0,7}:(?:" + GROUP + "|(?:" + BYTE + "\\.){3}" + BYTE + ")");
    }

    /** Reads a bare literal, such as {@code 10.181.1.11} or {@code fd00::11}: no brackets, port or zone. */
    public static Optional<InetAddress> parse(String text) {
        byte[] v4 = ipv4(text);
        if (v4 == null && (text.indexOf(':') < 0 || !Ipv6.PARTS.matcher(text).matches())) {
            return Optional.empty();
        }
        try {
            // What is in brackets is read as a literal or refused, never looked up.
            return Optional.of(v4 == null ? InetAddress.getByName("[" + text + "]") : InetAddress.getByAddress(v4));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
    }

    /** Four numbers up to 255 without leading zeros; by hand, since each forwarded request is read by it. */
    private static byte @Nullable [] ipv4(String text) {
        byte[] bytes = new byte[4];
        int at = 0;
        for (int i = 0; i < bytes.length; i++) {
            if (i > 0) {
                if (at == text.length() || text.charAt(at) != '.') {
                    return null;
                }
                at++;
            }
            int first = at;
            int number = 0;
            while (at < text.length() && at < first + LONGEST_BYTE && isDigit(text.charAt(at))) {
                number = number * 10 + text.charAt(at) - '0';
                at++;
            }
            boolean leadingZero = at > first + 1 && text.charAt(first) == '0';
            if (at == first || leadingZero || number > 255) {
                return null;
            }
            bytes[i] = (byte) number;
        }
        return at == text.length() ? bytes : null;
    }

    private static boolean isDigit(char character) {
        return character >= '0' && character <= '9';
    }

    /**
     * The address so many places further on.
     *
     * @return empty where the address family ends before
     */
    static Optional<InetAddress> plus(InetAddress address, int places) {
        byte[] bytes = address.getAddress();
        BigInteger sum = new BigInteger(1, bytes).add(BigInteger.valueOf(places));
        if (sum.bitLength() > bytes.length * 8) {
            return Optional.empty();
        }
        byte[] result = new byte[bytes.length];
        byte[] digits = sum.toByteArray();
        int length = Math.min(digits.length, result.length);
        System.arraycopy(digits, digits.length - length, result, result.length - length, length);
        try {
            return Optional.of(InetAddress.getByAddress(result));
        } catch (UnknownHostException e) {
            throw new IllegalStateException(e);
        }
    }
}
