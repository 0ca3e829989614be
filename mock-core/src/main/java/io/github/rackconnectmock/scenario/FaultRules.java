package io.github.rackconnectmock.scenario;

import static io.github.rackconnectmock.scenario.ValueRules.quoted;

import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/** What faults may be. */
final class FaultRules {
    private static final int LONGEST_BODY = 100_000;
    private static final int LONGEST_HEADER = 1_000;
    private static final int MOST_HEADERS = 50;
    private static final int MOST_FAULTS = 20;
    private static final int ALL = 100;

    /** What RFC 9110 (5.6.2) calls a token. */
    private static final String TOKEN = "[!#$%&'*+.^_`|~0-9A-Za-z-]+";

    private static final Pattern NAME = Pattern.compile(TOKEN);

    /** RFC 9110 (5.5): visible characters of ASCII or of Latin-1, with blanks and tabs between them. */
    private static final Pattern VALUE =
            Pattern.compile("(?:[!-~\\u00A0-\\u00FF](?:[\\t -~\\u00A0-\\u00FF]*[!-~\\u00A0-\\u00FF])?)?");

    private static final Pattern MEDIA_TYPE = Pattern.compile(TOKEN + "/" + TOKEN + "(?:[ \\t]*;.*)?");

    /** Framing and what is said of one connection only (RFC 9110, 7.6.1), and what has a word of its own here. */
    private static final Set<String> OTHERS = Set.of(
            "connection",
            "content-length",
            "content-type",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade",
            "x-rackconnect-mock-reason");

    private final ValueRules values;

    FaultRules(ValueRules values) {
        this.values = values;
    }

    /**
     * Checks the faults of a step or of an incident.
     *
     * @param endIsKnown whether it is known when what they belong to ends
     */
    void check(String path, List<Fault> faults, boolean endIsKnown) {
        if (faults.size() > MOST_FAULTS) {
            values.problem(path, faults.size() + " faults; at most " + MOST_FAULTS);
            return;
        }
        Map<Operation, Integer> shares = new EnumMap<>(Operation.class);
        Map<Fault.Stage, Integer> earlier = new EnumMap<>(Fault.Stage.class);
        for (int i = 0; i < faults.size(); i++) {
            String own = faults.size() == 1 ? path : path + "[" + i + "]";
            check(own, faults.get(i), endIsKnown);
            if (faults.get(i).at() == Fault.Stage.REQUEST) {
                addShare(own, faults.get(i), shares);
            } else {
                addEarlierShare(own, faults.get(i), earlier);
            }
        }
    }

    private void addShare(String path, Fault fault, Map<Operation, Integer> shares) {
        Integer percent = fault.percent();
        if (percent == null || percent < 1 || percent > ALL) {
            return;
        }
        Operation over = null;
        for (Operation operation : Operation.values()) {
            if (fault.covers(operation) && shares.merge(operation, percent, Integer::sum) > ALL) {
                over = over == null ? operation : over;
            }
        }
        if (over != null) {
            values.problem(
                    path + ".percent",
                    "the shares add up to " + shares.get(over) + " for " + over.word() + "; at most 100");
        }
    }

    /** Before a request, nothing is asked yet: the shares add up for the stage. */
    private void addEarlierShare(String path, Fault fault, Map<Fault.Stage, Integer> shares) {
        Integer percent = fault.percent();
        if (percent != null
                && percent >= 1
                && percent <= ALL
                && shares.merge(fault.at(), percent, Integer::sum) > ALL) {
            values.problem(
                    path + ".percent",
                    "the shares add up to " + shares.get(fault.at()) + " at "
                            + fault.at().word() + "; at most 100");
        }
    }

    private void check(String path, Fault fault, boolean endIsKnown) {
        check(path, fault.effect(), endIsKnown);
        checkStage(path, fault);
        values.checkDrawn(path + ".delay", fault.delay());
        if (fault.times() != null && fault.times() < 1) {
            values.problem(path + ".times", fault.times() + " is too few; at least 1, or leave it out for all");
        }
        if (fault.percent() != null && (fault.percent() < 1 || fault.percent() > ALL)) {
            values.problem(path + ".percent", fault.percent() + " is out of range; 1 to 100");
        }
    }

    private void checkStage(String path, Fault fault) {
        Fault.Stage at = fault.at();
        List<String> kinds = kindsAt(at);
        if (fault.effect() instanceof FaultEffect.Certificate) {
            if (at != Fault.Stage.TLS) {
                values.problem(path + ".at", "a certificate is shown when TLS begins; write \"tls\" or leave it out");
            }
        } else if (!kinds.isEmpty() && !kinds.contains(fault.effect().kind())) {
            values.problem(
                    path + ".at",
                    "a fault of kind " + quoted(fault.effect().kind()) + " can't strike at " + at.word()
                            + "; these can: " + String.join(", ", kinds));
        }
        if (at == Fault.Stage.REQUEST) {
            return;
        }
        if (!fault.operations().isEmpty()) {
            values.problem(path + ".operations", "at " + at.word() + " nothing is asked for yet; take it out");
        }
        if (fault.onlyReused()) {
            values.problem(
                    path + ".connection", "at " + at.word() + " a connection has carried no answer yet; take it out");
        }
        if (fault.effect() instanceof FaultEffect.Answer answer && (answer.status() == null || answer.status() < 300)) {
            values.problem(
                    path + ".status", "an answer to CONNECT below 300 opens the tunnel; write a status of 300 to 599");
        }
    }

    /** The kinds of faults that can strike at a stage; empty for all. */
    private static List<String> kindsAt(Fault.Stage at) {
        return switch (at) {
            case CONNECT -> List.of("answer", "delay", "hang", "reset", "empty");
            case TLS -> List.of("delay", "hang", "reset", "empty", "certificate");
            case REQUEST -> List.of();
        };
    }

    /** Checks what goes wrong with an answer. */
    void check(String path, FaultEffect effect, boolean endIsKnown) {
        if (effect instanceof FaultEffect.Answer answer) {
            check(path, answer, endIsKnown);
        } else if (effect instanceof FaultEffect.Delay delay) {
            values.checkDrawn(path + ".duration", delay.duration());
        } else if (effect instanceof FaultEffect.Dribble dribble) {
            values.checkLength(path + ".duration", dribble.duration());
        } else if (effect instanceof FaultEffect.Stale stale) {
            values.checkLength(path + ".by", stale.by());
        } else if (effect instanceof FaultEffect.Truncated truncated
                && truncated.bytes() != null
                && truncated.bytes() < 0) {
            values.problem(path + ".bytes", truncated.bytes() + " is too few; at least 0");
        }
    }

    void check(String path, FaultEffect.Answer answer, boolean endIsKnown) {
        Integer status = answer.status();
        if (status != null && (status < 200 || status > 599)) {
            values.problem(path + ".status", status + " is out of range; 200 to 599");
        }
        if (status == null
                && answer.retryAfter() == null
                && answer.headers().isEmpty()
                && answer.contentType() == null) {
            values.problem(
                    path,
                    "says no answer; give \"status\", or \"headers\" or \"contentType\" for the server's own answer");
        }
        if (answer.body() != null) {
            values.checkSize(path + ".body", answer.body(), LONGEST_BODY);
            if (status == null) {
                values.problem(path + ".body", "a body needs a \"status\"; without one it is the server's own answer");
            } else if (status == 204 || status == 304) {
                values.problem(path + ".body", "an answer with status " + status + " has no body; take it out");
            }
        }
        if (answer.contentType() != null
                && values.checkSize(path + ".contentType", answer.contentType(), LONGEST_HEADER)
                && !(MEDIA_TYPE.matcher(answer.contentType()).matches()
                        && VALUE.matcher(answer.contentType()).matches())) {
            values.problem(
                    path + ".contentType",
                    quoted(answer.contentType()) + " is no media type; write one such as \"text/html\"");
        }
        checkRetryAfter(path, answer, endIsKnown);
        if (answer.headers().size() > MOST_HEADERS) {
            values.problem(path + ".headers", answer.headers().size() + " fields; at most " + MOST_HEADERS);
            return;
        }
        answer.headers().forEach((name, fields) -> checkHeader(path + ".headers." + name, answer, name, fields));
    }

    private void checkRetryAfter(String path, FaultEffect.Answer answer, boolean endIsKnown) {
        if (answer.retryAfter() == null) {
            return;
        }
        Duration time = answer.retryAfter().time();
        if (time != null) {
            values.checkLength(path + ".retryAfter", time);
        } else if (!endIsKnown) {
            values.problem(
                    path + ".retryAfter",
                    "when this ends isn't known; write a duration, or end it by time: with \"lasts\", or a next step's \"after\"");
        }
    }

    private void checkHeader(String path, FaultEffect.Answer answer, String name, List<String> fields) {
        if (!values.checkSize(path, name, ValueRules.LONGEST_NAME)) {
            return;
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (!NAME.matcher(name).matches()) {
            values.problem(path, quoted(name) + " is no name of a header field; letters, digits and \"-\"");
        } else if (OTHERS.contains(lower)) {
            values.problem(
                    path,
                    lower.equals("content-type")
                            ? "the content type has a word of its own; write \"contentType\""
                            : "the mock itself says this field; take it out");
        } else if (lower.equals("retry-after") && answer.retryAfter() != null) {
            values.problem(path, "is said by \"retryAfter\" already; take one of them out");
        }
        if (fields.isEmpty() || fields.size() > MOST_HEADERS) {
            values.problem(path, fields.size() + " values; 1 to " + MOST_HEADERS);
            return;
        }
        for (int i = 0; i < fields.size(); i++) {
            String own = fields.size() == 1 ? path : path + "[" + i + "]";
            if (values.checkSize(own, fields.get(i), LONGEST_HEADER)
                    && !VALUE.matcher(fields.get(i)).matches()) {
                values.problem(
                        own,
                        "a header field's value is of visible characters of Latin-1, with blanks only between them");
            }
        }
    }
}
