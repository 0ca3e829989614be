package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.scenario.IpLiteral;
import java.net.InetAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Replaces addresses by those for documentation (RFC 5737 and RFC 3849): the same address by the same one everywhere, and
 * different ones by different ones. Loopback addresses are the same on every machine, and stay.
 */
final class DocumentationAddresses {
    private static final String[] NETWORKS = {"192.0.2.", "198.51.100.", "203.0.113."};

    /** How many addresses of a network are used: neither the first nor the last. */
    private static final int IN_EACH = 254;

    private static final int VERSION_4 = 4;

    /** What stands in texts and may be an address. */
    private static final Pattern CANDIDATE = Pattern.compile("(?<![\\w.])\\d{1,3}(?:\\.\\d{1,3}){3}(?!\\.?\\w)"
            + "|(?<![\\w:.])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,8}(?![\\w:])");

    private final Map<InetAddress, String> replaced = new HashMap<>();
    private final boolean keep;
    private int ofVersion4;
    private int ofVersion6;

    /** @param keep whether all addresses stay as they are */
    DocumentationAddresses(boolean keep) {
        this.keep = keep;
    }

    /** What stands for an address; a text that is none stays. */
    String of(String literal) {
        Optional<InetAddress> address = keep ? Optional.empty() : IpLiteral.parse(literal);
        return address.isEmpty() || address.get().isLoopbackAddress()
                ? literal
                : replaced.computeIfAbsent(address.get(), this::next);
    }

    /** A text with every address in it replaced. */
    String in(String text) {
        return keep
                ? text
                : CANDIDATE.matcher(text).replaceAll(match -> Matcher.quoteReplacement(ofPart(match.group())));
    }

    /** An address at the end of a sentence has a dot behind it. */
    private String ofPart(String part) {
        if (part.endsWith(".")) {
            return of(part.substring(0, part.length() - 1)) + ".";
        }
        return of(part);
    }

    /** An address that stands for none that was seen. */
    String another() {
        return next4();
    }

    private String next(InetAddress address) {
        if (address.getAddress().length > VERSION_4) {
            ofVersion6++;
            return "2001:db8::" + (ofVersion6 > 0xFFFF ? Integer.toHexString(ofVersion6 >>> 16) + ":" : "")
                    + Integer.toHexString(ofVersion6 & 0xFFFF);
        }
        return next4();
    }

    private String next4() {
        int number = ofVersion4++;
        int network = number / IN_EACH;
        if (network < NETWORKS.length) {
            return NETWORKS[network] + (number % IN_EACH + 1);
        }
        // The three networks are used up: that for benchmarks (RFC 2544), which is no one's either.
        int further = number - NETWORKS.length * IN_EACH + 1;
        return "198." + (18 + further / 65_536 % 2) + "." + further / 256 % 256 + "." + further % 256;
    }
}
