package io.github.rackconnectmock.scenario;

import java.math.BigInteger;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.regex.Pattern;

/** IPv4 and IPv6 addresses written as literals. No name is ever looked up. */
public final class IpLiteral {
    private static final String BYTE = "(?:25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)";
    private static final Pattern IPV4 = Pattern.compile("(?:" + BYTE + "\\.){3}" + BYTE);
    private static final String GROUP = "[0-9A-Fa-f]{0,4}";

    /** What an IPv6 literal is made of: groups, and perhaps an IPv4 address at its end. */
    private static final Pattern IPV6_PARTS =
            Pattern.compile(GROUP + "(?::" + GROUP + "){0,7}:(?:" + GROUP + "|" + IPV4 + ")");

    private IpLiteral() {}

    /** Reads a bare literal, such as {@code 10.181.1.11} or {@code fd00::11}: no brackets, port or zone. */
    public static Optional<InetAddress> parse(String text) {
        boolean v4 = IPV4.matcher(text).matches();
        if (!v4 && !IPV6_PARTS.matcher(text).matches()) {
            return Optional.empty();
        }
        try {
            // Four numbers, and whatever stands in brackets, are read as a literal or refused, never looked up.
            return Optional.of(InetAddress.getByName(v4 ? text : "[" + text + "]"));
        } catch (UnknownHostException e) {
            return Optional.empty();
        }
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
