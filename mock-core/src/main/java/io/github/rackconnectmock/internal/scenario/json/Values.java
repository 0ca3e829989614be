package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Step;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** Takes single values for what they should be; whatever isn't is a mistake, and empty. */
final class Values {
    private static final int LONGEST_NUMBER = 100;

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
        String tooLarge = " is out of range; at most " + largest;
        if (number.digits().length() > LONGEST_NUMBER) {
            return refuse(value, "a number of " + number.digits().length() + " characters" + tooLarge);
        }
        BigDecimal exact;
        try {
            exact = new BigDecimal(number.digits());
        } catch (NumberFormatException e) {
            return refuse(value, number.digits() + " has an endless exponent; write the number out");
        }
        // Compared as decimals: written out as an integer, 1e999999999 would take a gigabyte.
        if (exact.compareTo(BigDecimal.valueOf(largest)) > 0) {
            return refuse(value, number.digits() + tooLarge);
        }
        if (exact.compareTo(BigDecimal.valueOf(smallest)) < 0) {
            return refuse(value, number.digits() + " is out of range; at least " + smallest);
        }
        if (exact.signum() != 0 && exact.stripTrailingZeros().scale() > 0) {
            return refuse(value, number.digits() + " is no whole number");
        }
        return Optional.of(exact.longValue());
    }

    Optional<Duration> duration(JsonValue value) {
        if (value instanceof NumberValue number) {
            return refuse(value, number.digits() + " has no unit; write \"" + number.digits() + "s\" for seconds");
        }
        Optional<String> text = text(value);
        Optional<Duration> duration = text.flatMap(Durations::parse);
        if (text.isPresent() && duration.isEmpty()) {
            return refuse(value, '"' + text.get() + "\" is no duration; write " + Durations.FORMS);
        }
        return duration;
    }

    /** @param what the words are, such as {@code status} */
    <T> Optional<T> word(JsonValue value, String what, Map<String, T> words) {
        Optional<String> text = text(value);
        if (text.isPresent() && !words.containsKey(text.get())) {
            return refuse(
                    value,
                    '"' + text.get() + "\" is no " + what + Nearest.hint(text.get(), words.keySet(), "there are"));
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
