package io.github.rackconnectmock.junit.assertions;

import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Rule;
import org.assertj.core.api.AbstractAssert;

/**
 * Assertions on how many requests there were, those that the journal has forgotten included. {@link #from}, {@link #to}, {@link #inFormat} and {@link #answered} go on with
 * some of them and leave this assertion as it is.
 */
public class RequestsAssert extends AbstractAssert<RequestsAssert, ReceivedRequests> {
    private AssertFactory factory = AssertFactory.HARD;

    protected RequestsAssert(ReceivedRequests requests) {
        super(requests, RequestsAssert.class);
    }

    /**
     * Those of one server.
     *
     * @throws IllegalArgumentException if the scenario has no such server
     */
    public RequestsAssert from(String server) {
        return those(actual.from(server));
    }

    /** Those for one operation. */
    public RequestsAssert to(Operation operation) {
        return those(actual.those(" to " + operation.word(), counts -> counts.to(operation)));
    }

    /** Those answered in one format; an answer in a sentence of the mock's own, such as a 404, is in none. */
    public RequestsAssert inFormat(Format format) {
        return those(actual.those(" in " + format.word(), counts -> counts.inFormat(format)));
    }

    /**
     * Those answered with one HTTP status.
     *
     * @throws IllegalArgumentException if it is no status
     */
    public RequestsAssert answered(int status) {
        return answered(Integer.toString(status));
    }

    /**
     * Those answered so.
     *
     * @param answer as {@link io.github.rackconnectmock.RecordedRequest#answer()}: {@code 503}, {@code reset}, …
     * @throws IllegalArgumentException if no answer is called so
     */
    public RequestsAssert answered(String answer) {
        return those(actual.those(" answered " + answer, counts -> counts.answered(answer)));
    }

    /** Those answered by one rule, such as {@link Rule#RATE_LIMITED}. */
    public RequestsAssert answered(Rule rule) {
        return those(actual.those(" answered " + rule.word(), counts -> counts.answered(rule)));
    }

    /**
     * Those that an incident struck.
     *
     * @throws IllegalArgumentException if there is no such incident, and none of this name struck before
     */
    public RequestsAssert during(String incident) {
        return those(actual.during(incident));
    }

    /** There are none. */
    public RequestsAssert isEmpty() {
        return hasSizeBetween(0, 0);
    }

    /** There is at least one. */
    public RequestsAssert isNotEmpty() {
        return hasSizeGreaterThanOrEqualTo(1);
    }

    /** There are so many. */
    public RequestsAssert hasSize(int expected) {
        return hasSizeBetween(expected, expected);
    }

    /** There are so many or more. */
    public RequestsAssert hasSizeGreaterThanOrEqualTo(int atLeast) {
        return hasSizeBetween(atLeast, Integer.MAX_VALUE);
    }

    /** There are so many or fewer. */
    public RequestsAssert hasSizeLessThanOrEqualTo(int atMost) {
        return hasSizeBetween(0, atMost);
    }

    /** There are so many, both bounds included. */
    public RequestsAssert hasSizeBetween(int atLeast, int atMost) {
        isNotNull();
        if (atLeast < 0 || atMost < atLeast) {
            throw new IllegalArgumentException("a number of requests is 0 or more, and the most isn't below the least: "
                    + atLeast + " to " + atMost);
        }
        long size = actual.count();
        if (size < atLeast || size > atMost) {
            String expected = atLeast == atMost
                    ? "%d".formatted(atLeast)
                    : atMost == Integer.MAX_VALUE ? "%d or more".formatted(atLeast) : atLeast + " to " + atMost;
            failWithMessage("%nExpecting %s %s%nbut there %s%n%n%s", expected, actual, text(size), actual.timeline());
        }
        return this;
    }

    private static String text(long size) {
        return size == 0 ? "were none" : size == 1 ? "was 1" : "were " + size;
    }

    final RequestsAssert leadingTo(AssertFactory next) {
        factory = next;
        return this;
    }

    private RequestsAssert those(ReceivedRequests some) {
        return factory.requests(some).as(descriptionText());
    }
}
