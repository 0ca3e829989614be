package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.internal.scenario.json.JsonValue.BooleanValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ListValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NullValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.NumberValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.ObjectValue;
import io.github.rackconnectmock.internal.scenario.json.JsonValue.TextValue;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Step;
import java.math.BigInteger;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Takes single values for what they should be; whatever isn't is a mistake, and empty. */
final class Values {
    private static final List<String> RANGE = List.of("from", "to");
    private static final List<String> LATENCY = List.of("median", "p99");

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

    /** @param what null stands for, such as {@code null to remove the task} */
    Optional<Optional<String>> textOrNull(JsonValue value, String what) {
        if (value instanceof NullValue) {
            return Optional.of(Optional.empty());
        }
        return text(value, "a text, or " + what).flatMap(text -> Optional.of(Optional.of(text)));
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

    /** One of the documented statuses, or another word. */
    Optional<AutomationStatus> status(JsonValue value) {
        Optional<String> text = text(value);
        if (text.isPresent() && !AutomationStatus.isWord(text.get())) {
            return refuse(
                    value,
                    '"' + Mistakes.brief(text.get()) + "\" is no status"
                            + Nearest.hint(text.get(), Words.STATUSES.keySet(), "there are")
                            + (Nearest.to(text.get(), Words.STATUSES.keySet()).isPresent()
                                    ? ""
                                    : ", or a word of letters and \"_\""));
        }
        return text.map(AutomationStatus::of);
    }

    /** One duration, or an object that says a distribution. */
    Optional<DrawnDuration> drawn(JsonValue value) {
        if (!(value instanceof ObjectValue object)) {
            return duration(value).map(DrawnDuration::of);
        }
        boolean isLatency =
                object.fields().containsKey("median") || object.fields().containsKey("p99");
        String what = "a drawn duration";
        Fields fields =
                Fields.of(value, mistakes, what, isLatency ? LATENCY : RANGE).orElseThrow();
        String lower = isLatency ? "median" : "from";
        String upper = isLatency ? "p99" : "to";
        Optional<Duration> first = fields.required(lower, what + " has \"from\" and \"to\", or \"median\" and \"p99\"")
                .flatMap(this::duration);
        Optional<Duration> second = fields.required(upper, what + " has \"from\" and \"to\", or \"median\" and \"p99\"")
                .flatMap(this::duration);
        if (first.isEmpty() || second.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                isLatency
                        ? DrawnDuration.logNormal(first.get(), second.get())
                        : DrawnDuration.between(first.get(), second.get()));
    }

    /** One text, or a list of texts. */
    Optional<List<String>> texts(JsonValue value) {
        if (value instanceof ListValue list) {
            List<String> read = new ArrayList<>();
            list.elements().forEach(each -> text(each).ifPresent(read::add));
            return Optional.of(read);
        }
        return text(value, "a text or a list of texts").map(List::of);
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
