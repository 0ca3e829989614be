package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import java.time.Duration;
import java.util.List;

/** Writes faults in the words that {@link FaultBinder} reads. */
final class FaultWriter {
    private FaultWriter() {}

    static void write(FaultEffect effect, ObjectNode to) {
        to.put("kind", effect.kind());
        if (effect instanceof FaultEffect.Answer answer) {
            write(answer, to);
        } else if (effect instanceof FaultEffect.Delay delay) {
            WrittenDuration.put("duration", delay.duration(), to);
        } else if (effect instanceof FaultEffect.Dribble dribble) {
            to.put("duration", WrittenDuration.text(dribble.duration()));
        } else if (effect instanceof FaultEffect.Stale stale) {
            to.put("by", WrittenDuration.text(stale.by()));
        } else if (effect instanceof FaultEffect.Truncated truncated) {
            if (truncated.bytes() != null) {
                to.put("bytes", truncated.bytes());
            }
            if (truncated.then() != FaultEffect.Truncated.Then.CLOSE) {
                to.put("then", Words.of(truncated.then()));
            }
        } else if (effect instanceof FaultEffect.Certificate certificate) {
            to.put("problem", certificate.problem().word());
        }
    }

    static void write(FaultEffect.Answer answer, ObjectNode to) {
        if (answer.status() != null) {
            to.put("status", answer.status());
        }
        if (answer.retryAfter() != null) {
            Duration time = answer.retryAfter().time();
            to.put("retryAfter", time == null ? "end" : WrittenDuration.text(time));
        }
        if (!answer.headers().isEmpty()) {
            ObjectNode headers = to.putObject("headers");
            answer.headers().forEach((name, fields) -> {
                if (fields.size() == 1) {
                    headers.put(name, fields.get(0));
                } else {
                    ArrayNode list = headers.putArray(name);
                    fields.forEach(list::add);
                }
            });
        }
        if (answer.contentType() != null) {
            to.put("contentType", answer.contentType());
        }
        if (answer.body() != null) {
            to.put("body", answer.body());
        }
    }

    static void write(List<Fault> faults, ObjectNode to) {
        if (faults.size() == 1) {
            write(faults.get(0), to.putObject("fault"));
        } else if (!faults.isEmpty()) {
            ArrayNode list = to.putArray("fault");
            faults.forEach(fault -> write(fault, list.addObject()));
        }
    }

    private static void write(Fault fault, ObjectNode to) {
        write(fault.effect(), to);
        if (fault.at() != Fault.of(fault.effect()).at()) {
            to.put("at", fault.at().word());
        }
        if (!fault.delay().equals(DrawnDuration.ZERO)) {
            WrittenDuration.put("delay", fault.delay(), to);
        }
        if (fault.onlyReused()) {
            to.put("connection", "reused");
        }
        if (fault.times() != null) {
            to.put("times", fault.times());
        }
        if (fault.operations().size() == Operation.values().length) {
            to.put("operations", FaultBinder.ALL_OPERATIONS);
        } else if (!fault.operations().isEmpty()) {
            ArrayNode operations = to.putArray("operations");
            fault.operations().stream().sorted().forEach(operation -> operations.add(operation.word()));
        }
        if (fault.percent() != null) {
            to.put("percent", fault.percent());
        }
    }
}
