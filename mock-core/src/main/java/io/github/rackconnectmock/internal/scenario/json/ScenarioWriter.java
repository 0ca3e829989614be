package io.github.rackconnectmock.internal.scenario.json;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Expectation;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Writes scenarios as files, in the words that {@link ScenarioBinder} reads, without default values. */
final class ScenarioWriter {
    /** Without buffers in thread locals: see {@link JsonReader}. */
    private final ObjectMapper mapper = new ObjectMapper(JsonFactory.builder()
            .recyclerPool(JsonRecyclerPools.nonRecyclingPool())
            .build());

    String write(Scenario scenario) {
        ObjectNode top = mapper.createObjectNode();
        if (scenario.description() != null) {
            top.put("description", scenario.description());
        }
        if (scenario.rateLimit() == null) {
            top.put("rateLimit", "none");
        } else if (!scenario.rateLimit().equals(RateLimit.DOCUMENTED)) {
            write(scenario.rateLimit(), top.putObject("rateLimit"));
        }
        if (!scenario.unknownSource().equals(UnknownSource.FORBIDDEN)) {
            write(scenario.unknownSource(), top);
        }
        if (scenario.seed() != 0) {
            top.put("seed", scenario.seed());
        }
        ArrayNode servers = top.putArray("servers");
        scenario.servers().forEach(server -> write(server, servers.addObject()));
        if (!scenario.incidents().isEmpty()) {
            ArrayNode incidents = top.putArray("incidents");
            scenario.incidents().forEach(incident -> write(incident, incidents.addObject()));
        }
        if (scenario.expectations().size() == 1) {
            write(scenario.expectations().get(0), top.putObject("expect"));
        } else if (!scenario.expectations().isEmpty()) {
            ArrayNode expectations = top.putArray("expect");
            scenario.expectations().forEach(each -> write(each, expectations.addObject()));
        }
        try {
            return mapper.writer(new Layout()).writeValueAsString(top) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(UnknownSource unknown, ObjectNode to) {
        if (unknown.effect() instanceof FaultEffect.Answer answer
                && answer.status() != null
                && answer.status() >= 400
                && answer.equals(FaultEffect.Answer.of(answer.status()))) {
            to.put("unknownSource", answer.status());
        } else if (unknown.equals(UnknownSource.RESET)) {
            to.put("unknownSource", "reset");
        } else {
            write(unknown.effect(), to.putObject("unknownSource"));
        }
    }

    private static void write(RateLimit limit, ObjectNode to) {
        to.put("requests", limit.requests());
        to.put("window", text(limit.window()));
        if (limit.alignment() != RateLimit.DOCUMENTED.alignment()) {
            to.put("alignment", limit.alignment().name());
        }
        if (limit.answer() != null) {
            write(limit.answer(), to.putObject("answer"));
        }
        if (limit.atOnce() != null) {
            to.put("atOnce", limit.atOnce());
        }
    }

    private static void write(Step.@Nullable LimitChange change, ObjectNode to) {
        if (change == null) {
            return;
        }
        if (change.isScenarios()) {
            to.putNull("rateLimit");
        } else if (change.limit() == null) {
            to.put("rateLimit", "none");
        } else {
            write(change.limit(), to.putObject("rateLimit"));
        }
    }

    private static void write(Incident incident, ObjectNode to) {
        if (incident.name() != null) {
            to.put("name", incident.name());
        }
        write("after", incident.after(), to);
        if (incident.on() != null) {
            to.put("on", incident.on());
        }
        write("lasts", incident.lasts(), to);
        if (incident.until() != null) {
            to.put("until", incident.until());
        }
        write("every", incident.every(), to);
        if (!incident.regions().isEmpty()) {
            ArrayNode regions = to.putArray("regions");
            incident.regions().stream().sorted().forEach(region -> regions.add(region.name()));
        }
        if (!incident.servers().isEmpty()) {
            ArrayNode servers = to.putArray("servers");
            incident.servers().forEach(servers::add);
        }
        write(incident.faults(), to);
    }

    private static void write(Expectation expectation, ObjectNode to) {
        if (!expectation.servers().isEmpty()) {
            ArrayNode servers = to.putArray("servers");
            expectation.servers().forEach(servers::add);
        }
        expectation.checks().forEach(check -> write(check, to));
    }

    private static void write(Check check, ObjectNode to) {
        String name = check.assertion().word();
        Duration duration = check.duration() == null ? Duration.ZERO : check.duration();
        double number = check.number() == null ? 0 : check.number();
        switch (check.assertion().arguments()) {
            case NONE -> to.put(name, true);
            case DURATION -> to.put(name, text(duration));
            case NUMBER -> to.put(name, (int) number);
            case STATUS -> to.put(name, check.text());
            case ANSWER -> ExpectationBinder.putAnswer(to, name, String.valueOf(check.text()));
            case STEP_WITHIN -> to.putObject(name).put("step", check.text()).put("within", text(duration));
            case INCIDENT_WITHIN ->
                to.putObject(name).put("incident", check.text()).put("within", text(duration));
            case ANSWER_AT_LEAST -> {
                ObjectNode inner = to.putObject(name);
                ExpectationBinder.putAnswer(inner, "answer", String.valueOf(check.text()));
                inner.put("atLeast", text(duration));
            }
            case FACTOR_UP_TO -> {
                ObjectNode inner = to.putObject(name);
                if (number == Math.rint(number)) {
                    inner.put("factor", (int) number);
                } else {
                    inner.put("factor", number);
                }
                inner.put("upTo", text(duration));
            }
            case REQUESTS_WITHIN ->
                to.putObject(name).put("requests", (int) number).put("within", text(duration));
        }
    }

    private static void write(String name, @Nullable Duration duration, ObjectNode to) {
        if (duration != null) {
            to.put(name, text(duration));
        }
    }

    private static void write(String name, DrawnDuration drawn, ObjectNode to) {
        if (drawn instanceof DrawnDuration.Fixed fixed) {
            to.put(name, text(fixed.duration()));
        } else if (drawn instanceof DrawnDuration.Uniform uniform) {
            to.putObject(name).put("from", text(uniform.from())).put("to", text(uniform.to()));
        } else if (drawn instanceof DrawnDuration.LogNormal latency) {
            to.putObject(name).put("median", text(latency.median())).put("p99", text(latency.p99()));
        }
    }

    private static void write(CloudServer server, ObjectNode to) {
        to.put("name", server.name());
        to.put("sourceIp", server.sourceIp());
        if (server.count() != 1) {
            to.put("count", server.count());
        }
        if (!server.stagger().equals(DrawnDuration.ZERO)) {
            write("stagger", server.stagger(), to);
        }
        if (!server.startsAfter().isZero()) {
            to.put("startsAfter", text(server.startsAfter()));
        }
        if (server.begins() != Begins.START) {
            to.put("begins", Words.of(server.begins()));
        }
        Region region = server.region();
        if (region != null) {
            to.put("region", region.name());
        }
        if (!server.status().equals(AutomationStatus.DEPLOYED)) {
            to.put("status", server.status().name());
        }
        if (!Objects.equals(server.gatewayIp(), CloudServer.DEFAULT_GATEWAY_IP)) {
            to.put("gatewayIp", server.gatewayIp());
        }
        Map<String, Boolean> features = new LinkedHashMap<>(server.features());
        features.entrySet().removeAll(CloudServer.DEFAULT_FEATURES.entrySet());
        writeFeatures(features, to);
        if (server.tasks() != null) {
            ObjectNode tasks = to.putObject("tasks");
            server.tasks().forEach(tasks::put);
        }
        write(server.faults(), to);
        write(server.rateLimit(), to);
        if (!server.known()) {
            to.put("known", false);
        }
        if (server.seenAs() != null) {
            to.put("seenAs", server.seenAs());
        }
        if (!server.on().isEmpty()) {
            ObjectNode on = to.putObject("on");
            server.on().forEach(on::put);
        }
        if (server.endless()) {
            to.put("endless", true);
        }
        if (!server.lifecycle().isEmpty()) {
            ArrayNode lifecycle = to.putArray("lifecycle");
            server.lifecycle().forEach(step -> write(step, lifecycle.addObject()));
        }
    }

    private static void write(Step step, ObjectNode to) {
        write(step.trigger(), to);
        if (step.name() != null) {
            to.put("name", step.name());
        }
        if (step.status() != null) {
            to.put("status", step.status().name());
        }
        if (step.gateway() != null) {
            to.put("gatewayIp", step.gateway().ip());
        }
        writeFeatures(step.features(), to);
        if (!step.tasks().isEmpty()) {
            ObjectNode tasks = to.putObject("tasks");
            step.tasks().forEach((task, status) -> tasks.put(task, status.orElse(null)));
        }
        write(step.faults(), to);
        write(step.rateLimit(), to);
        if (step.known() != null) {
            to.put("known", step.known());
        }
        if (step.seenAs() != null) {
            to.put("seenAs", step.seenAs().server());
        }
        if (step.goTo() != null) {
            to.put("goto", step.goTo().step());
            if (step.goTo().times() != null) {
                to.put("times", step.goTo().times());
            }
        }
    }

    private static void write(Trigger trigger, ObjectNode to) {
        if (trigger instanceof Trigger.After after) {
            write("after", after.delay(), to);
        } else if (trigger instanceof Trigger.OnSignal on) {
            to.put("on", on.signal());
        } else if (trigger instanceof Trigger.AfterRequests count) {
            if (count.operation() == null) {
                to.put("afterRequests", count.requests());
            } else {
                to.putObject("afterRequests").put(count.operation().word(), count.requests());
            }
        }
    }

    private static void write(FaultEffect effect, ObjectNode to) {
        to.put("kind", effect.kind());
        if (effect instanceof FaultEffect.Answer answer) {
            write(answer, to);
        } else if (effect instanceof FaultEffect.Delay delay) {
            write("duration", delay.duration(), to);
        } else if (effect instanceof FaultEffect.Dribble dribble) {
            to.put("duration", text(dribble.duration()));
        } else if (effect instanceof FaultEffect.Stale stale) {
            to.put("by", text(stale.by()));
        } else if (effect instanceof FaultEffect.Truncated truncated) {
            if (truncated.bytes() != null) {
                to.put("bytes", truncated.bytes());
            }
            if (truncated.then() != FaultEffect.Truncated.Then.CLOSE) {
                to.put("then", Words.of(truncated.then()));
            }
        }
    }

    private static void write(FaultEffect.Answer answer, ObjectNode to) {
        if (answer.status() != null) {
            to.put("status", answer.status());
        }
        if (answer.retryAfter() != null) {
            Duration time = answer.retryAfter().time();
            to.put("retryAfter", time == null ? "end" : text(time));
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

    private static void write(List<Fault> faults, ObjectNode to) {
        if (faults.size() == 1) {
            write(faults.get(0), to.putObject("fault"));
        } else if (!faults.isEmpty()) {
            ArrayNode list = to.putArray("fault");
            faults.forEach(fault -> write(fault, list.addObject()));
        }
    }

    private static void write(Fault fault, ObjectNode to) {
        write(fault.effect(), to);
        if (!fault.delay().equals(DrawnDuration.ZERO)) {
            write("delay", fault.delay(), to);
        }
        if (fault.onlyReused()) {
            to.put("connection", "reused");
        }
        if (fault.times() != null) {
            to.put("times", fault.times());
        }
        if (!fault.operations().isEmpty()) {
            ArrayNode operations = to.putArray("operations");
            fault.operations().stream().sorted().forEach(operation -> operations.add(operation.word()));
        }
        if (fault.percent() != null) {
            to.put("percent", fault.percent());
        }
    }

    private static void writeFeatures(Map<String, Boolean> features, ObjectNode to) {
        if (!features.isEmpty()) {
            ObjectNode written = to.putObject("features");
            features.forEach(written::put);
        }
    }

    /** The short form; ISO-8601 for parts of a millisecond, which the short form hasn't. */
    private static String text(Duration duration) {
        return duration.toNanosPart() % 1_000_000 == 0 ? Durations.format(duration) : duration.toString();
    }

    /** As people write JSON, the same on every system. */
    private static final class Layout extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        Layout() {
            DefaultIndenter lines = new DefaultIndenter("  ", "\n");
            indentObjectsWith(lines);
            indentArraysWith(lines);
        }

        @Override
        public Layout createInstance() {
            return new Layout();
        }

        @Override
        public void writeObjectFieldValueSeparator(JsonGenerator generator) throws IOException {
            generator.writeRaw(": ");
        }
    }
}
