package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes single values for what they should be; whatever isn't is a mistake, and empty. */
final class Values {
    private final Mistakes mistakes;

    Values(Mistakes mistakes) {
        this.mistakes = mistakes;
    }

    Optional<String> text(JsonValue value) {
        return text(value, "a text");
    }

    /** @param right what would be right, if null or another kind would be too */
    Optional<String> text(JsonValue value, String right) {
        return value instanceof TextValue text ? Optional.of(text.text()) : wrongKind(value, right);
    }

    Optional<Boolean> trueOrFalse(JsonValue value) {
        return value instanceof BooleanValue bool ? Optional.of(bool.value()) : wrongKind(value, "true or false");
    }

    /** An address, or null for none; the rules check the address. */
    Optional<Step.Gateway> gateway(JsonValue value) {
        if (value instanceof NullValue) {
            return Optional.of(new Step.Gateway(null));
        }
        return text(value, "a text, or null for none").map(Step.Gateway::new);
    }

    Optional<Integer> integer(JsonValue value) {
        return whole(value, Integer.MIN_VALUE, Integer.MAX_VALUE).map(Math::toIntExact);
    }

    Optional<Long> whole(JsonValue value, long smallest, long largest) {
        if (!(value instanceof NumberValue number)) {
            return wrongKind(value, "a whole number");
        }
        ExactNumber exact = new ExactNumber(number.digits());
        String shown = Mistakes.brief(number.digits());
        if (!exact.isWhole()) {
            return refuse(value, shown + " is no whole number");
        }
        if (exact.wholeValue().compareTo(BigInteger.valueOf(largest)) > 0) {
            return refuse(value, shown + " is out of range; at most " + largest);
        }
        if (exact.wholeValue().compareTo(BigInteger.valueOf(smallest)) < 0) {
            return refuse(value, shown + " is out of range; at least " + smallest);
        }
        return Optional.of(exact.wholeValue().longValueExact());
    }

    Optional<Duration> duration(JsonValue value) {
        if (value instanceof NumberValue number) {
            String shown = Mistakes.brief(number.digits());
            return refuse(value, shown + " has no unit; write \"" + shown + "s\" for seconds");
        }
        Optional<String> text = text(value);
        Optional<Duration> duration = text.flatMap(Durations::parse);
        if (text.isPresent() && duration.isEmpty()) {
            return refuse(value, '"' + Mistakes.brief(text.get()) + "\" is no duration; write " + Durations.FORMS);
        }
        return duration;
    }

    /** @param what the words are, such as {@code status} */
    <T> Optional<T> word(JsonValue value, String what, Map<String, T> words) {
        Optional<String> text = text(value);
        if (text.isPresent() && !words.containsKey(text.get())) {
            return refuse(
                    value,
                    '"' + Mistakes.brief(text.get()) + "\" is no " + what
                            + Nearest.hint(text.get(), words.keySet(), "there are"));
        }
        return text.map(words::get);
    }

    <T> Optional<T> wrongKind(JsonValue value, String right) {
        return refuse(value, "must be " + right + ", not " + value.kind());
    }

    <T> Optional<T> refuse(JsonValue value, String message) {
        mistakes.refuse(value, message);
        return Optional.empty();
    }
}
