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
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

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
        try {
            return mapper.writer(new Layout()).writeValueAsString(top) + "\n";
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void write(UnknownSource answer, ObjectNode to) {
        if (answer.effect() instanceof FaultEffect.HttpError error && error.body() == null) {
            to.put("unknownSource", error.status());
        } else if (answer.equals(UnknownSource.RESET)) {
            to.put("unknownSource", "reset");
        } else {
            write(answer.effect(), to.putObject("unknownSource"));
        }
    }

    private static void write(RateLimit limit, ObjectNode to) {
        to.put("requests", limit.requests());
        to.put("window", text(limit.window()));
        if (limit.alignment() != RateLimit.DOCUMENTED.alignment()) {
            to.put("alignment", limit.alignment().name());
        }
    }

    private static void write(CloudServer server, ObjectNode to) {
        to.put("name", server.name());
        to.put("sourceIp", server.sourceIp());
        if (server.count() != 1) {
            to.put("count", server.count());
        }
        if (!server.stagger().isZero()) {
            to.put("stagger", text(server.stagger()));
        }
        if (server.begins() != Begins.START) {
            to.put("begins", Words.of(server.begins()));
        }
        Region region = server.region();
        if (region != null) {
            to.put("region", region.name());
        }
        if (server.status() != AutomationStatus.DEPLOYED) {
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
        if (step.fault() != null) {
            write(step.fault(), to.putObject("fault"));
        }
    }

    private static void write(Trigger trigger, ObjectNode to) {
        if (trigger instanceof Trigger.After after) {
            to.put("after", text(after.delay()));
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
        if (effect instanceof FaultEffect.HttpError error) {
            to.put("status", error.status());
            if (error.body() != null) {
                to.put("body", error.body());
            }
        } else if (effect instanceof FaultEffect.Delay delay) {
            to.put("duration", text(delay.duration()));
        }
    }

    private static void write(Fault fault, ObjectNode to) {
        write(fault.effect(), to);
        if (fault.times() != null) {
            to.put("times", fault.times());
        }
        if (!fault.operations().isEmpty()) {
            ArrayNode operations = to.putArray("operations");
            fault.operations().stream().sorted().forEach(operation -> operations.add(operation.word()));
        }
        if (fault.percent() != 100) {
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
