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
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.DrawnDuration;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import io.github.rackconnectmock.scenario.Trigger;
import io.github.rackconnectmock.scenario.UnknownSource;
import java.io.IOException;
import java.util.LinkedHashMap;
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
        if (!scenario.account().equals(Account.DEFAULT)) {
            CloudWriter.write(scenario.account(), top.putObject("account"));
        }
        if (!scenario.metadataDelay().isZero()) {
            top.put("metadataDelay", WrittenDuration.text(scenario.metadataDelay()));
        }
        ArrayNode servers = top.putArray("servers");
        scenario.servers().forEach(server -> write(server, servers.addObject()));
        if (!scenario.incidents().isEmpty()) {
            ArrayNode incidents = top.putArray("incidents");
            scenario.incidents().forEach(incident -> write(incident, incidents.addObject()));
        }
        if (scenario.expectations().size() == 1) {
            ExpectationWriter.write(scenario.expectations().get(0), top.putObject("expect"));
        } else if (!scenario.expectations().isEmpty()) {
            ArrayNode expectations = top.putArray("expect");
            scenario.expectations().forEach(each -> ExpectationWriter.write(each, expectations.addObject()));
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
            FaultWriter.write(unknown.effect(), to.putObject("unknownSource"));
        }
    }

    static void write(RateLimit limit, ObjectNode to) {
        to.put("requests", limit.requests());
        to.put("window", WrittenDuration.text(limit.window()));
        if (limit.alignment() != RateLimit.DOCUMENTED.alignment()) {
            to.put("alignment", limit.alignment().name());
        }
        if (limit.answer() != null) {
            FaultWriter.write(limit.answer(), to.putObject("answer"));
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
        WrittenDuration.put("after", incident.after(), to);
        if (incident.on() != null) {
            to.put("on", incident.on());
        }
        WrittenDuration.put("lasts", incident.lasts(), to);
        if (incident.until() != null) {
            to.put("until", incident.until());
        }
        WrittenDuration.put("every", incident.every(), to);
        if (!incident.regions().isEmpty()) {
            ArrayNode regions = to.putArray("regions");
            incident.regions().stream().sorted().forEach(region -> regions.add(region.name()));
        }
        if (!incident.servers().isEmpty()) {
            ArrayNode servers = to.putArray("servers");
            incident.servers().forEach(servers::add);
        }
        FaultWriter.write(incident.faults(), to);
    }

    private static void write(CloudServer server, ObjectNode to) {
        to.put("name", server.name());
        to.put("sourceIp", server.sourceIp());
        if (server.count() != 1) {
            to.put("count", server.count());
        }
        if (!server.stagger().equals(DrawnDuration.ZERO)) {
            WrittenDuration.put("stagger", server.stagger(), to);
        }
        if (!server.startsAfter().isZero()) {
            to.put("startsAfter", WrittenDuration.text(server.startsAfter()));
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
        FaultWriter.write(server.faults(), to);
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
        if (server.id() != null) {
            to.put("id", server.id());
        }
        CloudWriter.write(server.details(), to);
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
        FaultWriter.write(step.faults(), to);
        write(step.rateLimit(), to);
        if (step.known() != null) {
            to.put("known", step.known());
        }
        if (step.seenAs() != null) {
            to.put("seenAs", step.seenAs().server());
        }
        CloudWriter.write(step.details(), to);
        if (step.goTo() != null) {
            to.put("goto", step.goTo().step());
            if (step.goTo().times() != null) {
                to.put("times", step.goTo().times());
            }
        }
    }

    private static void write(Trigger trigger, ObjectNode to) {
        if (trigger instanceof Trigger.After after) {
            WrittenDuration.put("after", after.delay(), to);
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

    private static void writeFeatures(Map<String, Boolean> features, ObjectNode to) {
        if (!features.isEmpty()) {
            ObjectNode written = to.putObject("features");
            features.forEach(written::put);
        }
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
