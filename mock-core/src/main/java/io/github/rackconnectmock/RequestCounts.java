package io.github.rackconnectmock;

import io.github.rackconnectmock.internal.conduct.AllFacts;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * How many requests there were up to one moment, those that the journal has forgotten included. Immutable; the methods give some
 * of them.
 */
public final class RequestCounts {
    private static final Pattern STATUS = Pattern.compile("[1-9]\\d\\d");

    /** What is said of an answer without a status: the kinds of faults, and those of WireMock's stubs. */
    private static final List<String> WORDS = List.of(
            "empty",
            "garbage",
            "hang",
            "refused",
            "reset",
            "truncated",
            "connection_reset_by_peer",
            "empty_response",
            "malformed_response_chunk",
            "random_data_then_close");

    private final List<AllFacts.Kind> kinds;

    RequestCounts(List<AllFacts.Kind> kinds) {
        this.kinds = kinds;
    }

    /** Those of one server. */
    public RequestCounts from(String server) {
        return those(kind -> server.equals(kind.server()));
    }

    /** Those for one operation. */
    public RequestCounts to(Operation operation) {
        return those(kind -> kind.operation() == operation);
    }

    /** Those answered in one format; an answer in a sentence of the mock's own, such as a 404, is in none. */
    public RequestCounts inFormat(Format format) {
        return those(kind -> kind.format() == format);
    }

    /**
     * Those answered so.
     *
     * @param answer as {@link RecordedRequest#answer()}: {@code 503}, {@code reset}, …
     * @throws IllegalArgumentException if no answer is called so
     */
    public RequestCounts answered(String answer) {
        if (!STATUS.matcher(answer).matches() && !WORDS.contains(answer)) {
            throw new IllegalArgumentException("no answer is called " + answer
                    + "; it is a status of three digits, or what happened instead: " + String.join(", ", WORDS));
        }
        return those(kind -> kind.answer().equals(answer));
    }

    /** Those answered by one rule. */
    public RequestCounts answered(Rule rule) {
        return those(kind -> kind.rule() == rule);
    }

    /** Those that an incident struck. */
    public RequestCounts during(String incident) {
        return those(kind -> incident.equals(kind.incident()));
    }

    /** How many there are. */
    public long count() {
        return kinds.stream().mapToLong(AllFacts.Kind::count).sum();
    }

    private RequestCounts those(Predicate<AllFacts.Kind> wanted) {
        return new RequestCounts(kinds.stream().filter(wanted).toList());
    }
}
