package io.github.rackconnectmock.scenario;

import io.github.rackconnectmock.scenario.Scenario.Problem;
import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** What single values of a scenario may be. */
final class ValueRules {
    static final String WORD_FORM = "letters, digits, \".\", \"_\" and \"-\", a letter or digit first";

    private static final Pattern WORD = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

    /** What people don't see: a text of nothing else is blank. The schema has the same characters. */
    private static final String SPACES =
            "\t\n\u000B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028"
                    + "\u2029\u202F\u205F\u3000\uFEFF";

    static final int LONGEST_NAME = 100;
    private static final int LONGEST_TEXT = 200;

    private final Consumer<Problem> found;

    /** @param found takes all problems */
    ValueRules(Consumer<Problem> found) {
        this.found = found;
    }

    void problem(String path, String message) {
        found.accept(new Problem(path, message));
    }

    static boolean isWord(String text) {
        return WORD.matcher(text).matches();
    }

    /** The name of a server, a step or a signal; it is part of reasons, and so of an answer's head. */
    boolean checkNameSize(String path, String name) {
        return checkSize(path, name, LONGEST_NAME);
    }

    Optional<InetAddress> checkAddress(String path, String text) {
        Optional<InetAddress> address = IpLiteral.parse(text);
        if (address.isEmpty()) {
            problem(path, quoted(text) + " is no address; an IPv4 or IPv6 literal such as \"10.181.1.11\"");
        }
        return address;
    }

    void checkLength(String path, Duration duration) {
        if (duration.isNegative() || duration.compareTo(Durations.LONGEST) > 0) {
            String written = duration.isNegative() ? duration.toString() : Durations.format(duration);
            problem(path, written + " is out of range; zero to ten years (87600h)");
        }
    }

    /** A name of the scenario's own: of a step, a signal, an incident. */
    boolean checkWord(String path, String text, String what) {
        if (!checkNameSize(path, text)) {
            return false;
        }
        if (!isWord(text)) {
            problem(path, quoted(text) + " is no " + what + "; " + WORD_FORM);
            return false;
        }
        return true;
    }

    void checkDrawn(String path, DrawnDuration drawn) {
        if (drawn instanceof DrawnDuration.Uniform uniform) {
            checkLength(path + ".from", uniform.from());
            checkLength(path + ".to", uniform.to());
            if (uniform.to().compareTo(uniform.from()) < 0) {
                problem(path + ".to", "is shorter than \"from\"; at least as long");
            }
        } else if (drawn instanceof DrawnDuration.LogNormal latency) {
            checkLength(path + ".median", latency.median());
            checkLength(path + ".p99", latency.p99());
            if (latency.median().toMillis() < 1) {
                problem(path + ".median", "is too short; at least 1ms");
            } else if (latency.p99().compareTo(latency.median()) < 0) {
                problem(path + ".p99", "is shorter than \"median\"; at least as long");
            }
        } else if (drawn instanceof DrawnDuration.Fixed fixed) {
            checkLength(path, fixed.duration());
        }
    }

    /** A name or status of a feature or task. XML can't carry control characters, and an empty one says nothing. */
    void checkText(String path, String text) {
        if (checkSize(path, text, LONGEST_TEXT)
                && (text.chars().allMatch(character -> SPACES.indexOf(character) >= 0)
                        || text.codePoints().anyMatch(ValueRules::isUnprintable))) {
            problem(path, "a name or status is plain text, not blank, without control characters");
        }
    }

    /** A text that JSON and a terminal show as it is; it may be empty. */
    void checkPrintable(String path, String text) {
        if (text.codePoints().anyMatch(ValueRules::isUnprintable)) {
            problem(path, "has a control character; plain text");
        }
    }

    /** Whether a text isn't too long, in characters as people count them; else it is a problem. */
    boolean checkSize(String path, String text, int longest) {
        int length = text.codePointCount(0, text.length());
        if (length > longest) {
            problem(path, length + " characters are too many; at most " + longest);
        }
        return length <= longest;
    }

    /** In quotes; of a long text, the beginning. */
    static String quoted(String text) {
        return '"' + (text.length() > LONGEST_NAME ? text.substring(0, LONGEST_NAME) + '…' : text) + '"';
    }

    private static boolean isUnprintable(int character) {
        return Character.isISOControl(character)
                || Character.getType(character) == Character.SURROGATE
                || character == 0xFFFE
                || character == 0xFFFF;
    }
}
