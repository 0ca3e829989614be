package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.internal.recording.RequestsFile.WrongValue;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The requests of a mock's journal. Only what the client saw counts; of the rest, who asked, and the rule that answered. */
final class JournalEntries implements RequestsFile.Entries {
    private static final Set<String> NEEDED = Set.of(
            "at",
            "source",
            "server",
            "method",
            "operation",
            "answer",
            "reason",
            "body",
            "outcome",
            "took",
            "retryAfter");

    private final Map<String, String> addresses = new HashMap<>();

    @Override
    public String path() {
        return "requests";
    }

    @Override
    public boolean needs(String field, Map<?, ?> before) {
        return NEEDED.contains(field);
    }

    @Override
    public Map<String, String> addresses() {
        return addresses;
    }

    @Override
    public Optional<Observation> read(Entry entry) throws WrongValue {
        String word = entry.textIfAny("operation");
        String server = entry.textIfAny("server");
        // It is unknown which server a stranger would have been, and HEAD has no body.
        if (word == null
                || server == null
                || !"GET".equals(entry.textIfAny("method"))
                || "pending".equals(entry.textIfAny("outcome"))) {
            return Optional.empty();
        }
        Entry.serverName(entry.path() + ".server", server);
        Operation operation = Operation.ofWord(word)
                .orElseThrow(() -> new WrongValue(
                        entry.path() + ".operation",
                        "\"" + word + "\" is no operation; automation_status, automation_status_details, gateway_ip"
                                + " or automation_features"));
        if (!operation.isRackConnect()) {
            return Optional.empty();
        }
        Instant at = time(entry.path() + ".at", entry.text("at"));
        String took = entry.textIfAny("took");
        Duration duration = took == null
                ? Duration.ZERO
                : Durations.parse(took)
                        .filter(each -> each.compareTo(Durations.LONGEST) <= 0)
                        .orElseThrow(() -> new WrongValue(entry.path() + ".took", Durations.FORMS));
        String source = entry.textIfAny("source");
        if (source != null) {
            addresses.putIfAbsent(server, source);
        }
        return Optional.of(new Observation(server, operation, at, at.plus(duration), seen(entry, operation)));
    }

    private static Observation.Seen seen(Entry entry, Operation operation) throws WrongValue {
        String answer = entry.text("answer");
        return switch (answer) {
            case "hang" -> new Observation.Trouble(new FaultEffect.Hang());
            case "reset" -> new Observation.Trouble(new FaultEffect.Reset());
            case "empty" -> new Observation.Trouble(new FaultEffect.Empty());
            case "garbage" -> new Observation.Trouble(new FaultEffect.Garbage());
            case "refused" -> new Observation.Trouble(new FaultEffect.Refused());
            case "truncated" ->
                new Observation.Trouble(new FaultEffect.Truncated(null, FaultEffect.Truncated.Then.CLOSE));
            default -> {
                if (!answer.matches("[1-9][0-9]{2}")) {
                    throw new WrongValue(entry.path() + ".answer", "\"" + answer + "\" is no status and no fault");
                }
                yield AnswerReader.read(
                        operation,
                        new AnswerReader.Raw(
                                Integer.parseInt(answer),
                                null,
                                entry.textIfAny("retryAfter"),
                                entry.textIfAny("reason"),
                                entry.textIfAny("body")));
            }
        };
    }

    /** A time in ISO-8601. */
    static Instant time(String path, String text) throws WrongValue {
        try {
            return OffsetDateTime.parse(text).toInstant();
        } catch (DateTimeException e) {
            throw new WrongValue(path, "is no time; one such as \"2026-11-23T13:45:14.102Z\"");
        }
    }
}
