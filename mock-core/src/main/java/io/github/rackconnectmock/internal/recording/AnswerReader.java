package io.github.rackconnectmock.internal.recording;

import com.fasterxml.jackson.core.JsonParser;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.InvalidScenarioException;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.io.StringReader;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.jspecify.annotations.Nullable;

/** Reads answers of the API, in each of its formats. Whatever isn't one is {@link Observation.Trouble}, never a failure. */
public final class AnswerReader {
    private static final int OK = 200;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int TOO_MANY_REQUESTS = 429;

    /** What the mock says, and what others say in the same case. */
    private static final Pattern LIMIT =
            Pattern.compile("more than|rate.?limit|too many requests|over.?limit", Pattern.CASE_INSENSITIVE);

    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}");

    private AnswerReader() {}

    /**
     * An answer as it came.
     *
     * @param status its status
     * @param contentType its media type; {@code null} for none
     * @param retryAfter its {@code Retry-After} field; {@code null} for none
     * @param reason the mock's own reason; {@code null} for none
     * @param body its body; {@code null} where that isn't known
     */
    public record Raw(
            int status,
            @Nullable String contentType,
            @Nullable String retryAfter,
            @Nullable String reason,
            @Nullable String body) {}

    /** What an answer says. */
    public static Observation.Seen read(Operation operation, Raw answer) {
        int status = answer.status();
        if (isLimit(answer)) {
            return new Observation.Limited();
        }
        if (status == OK && answer.body() != null) {
            return right(operation, answer.body().strip()).orElseGet(() -> trouble(answer));
        }
        if (status == NOT_FOUND && operation == Operation.GATEWAY_IP && !isFault(answer)) {
            return new Observation.Gateway(null);
        }
        return trouble(answer);
    }

    /** How long a refusal tells to wait; empty where it says no seconds, or far too many. */
    public static Optional<Duration> retryAfter(Raw answer) {
        String field = answer.retryAfter();
        return field == null || !SECONDS.matcher(field).matches()
                ? Optional.empty()
                : Optional.of(Duration.ofSeconds(Long.parseLong(field)))
                        .filter(time -> time.compareTo(Durations.LONGEST) <= 0);
    }

    private static boolean isLimit(Raw answer) {
        if (answer.reason() != null) {
            return Rule.ofReason(answer.reason()).equals(Optional.of(Rule.RATE_LIMITED));
        }
        return answer.status() == TOO_MANY_REQUESTS
                || (answer.status() == FORBIDDEN
                        && answer.body() != null
                        && LIMIT.matcher(answer.body()).find());
    }

    /** Whether the mock says that this 404 is another than that of a gateway that isn't assigned. */
    private static boolean isFault(Raw answer) {
        return answer.reason() != null && !Rule.ofReason(answer.reason()).equals(Optional.of(Rule.GATEWAY_UNASSIGNED));
    }

    private static Observation.Seen trouble(Raw answer) {
        // A status of another class can't be scripted: to a client it is as good as bytes that aren't HTTP.
        if (answer.status() < OK || answer.status() > 599) {
            return new Observation.Trouble(new FaultEffect.Garbage());
        }
        FaultEffect.Answer effect = FaultEffect.Answer.of(answer.status());
        Optional<Duration> wait = retryAfter(answer);
        if (wait.isPresent()) {
            effect = effect.retryAfter(RetryAfter.of(wait.get()));
        }
        String body = answer.body();
        FaultEffect.Answer whole = answer.contentType() == null ? effect : effect.contentType(answer.contentType());
        whole = body == null || body.isEmpty() ? whole : whole.body(body);
        for (FaultEffect.Answer each : List.of(whole, body == null ? effect : effect.body(body))) {
            if (isPossible(CloudServer.named("web1").fault(Fault.of(each)))) {
                return new Observation.Trouble(each);
            }
        }
        return new Observation.Trouble(effect);
    }

    private static Optional<Observation.Seen> right(Operation operation, String body) {
        Parts parts = body.startsWith("{") ? json(body) : body.startsWith("<") ? xml(body) : new Parts(body);
        return switch (operation) {
            case AUTOMATION_STATUS ->
                status(parts.plain != null ? parts.plain : parts.status).map(Observation.Status::new);
            case AUTOMATION_STATUS_DETAILS ->
                status(parts.status)
                        .filter(status -> parts.tasks != null)
                        .map(status -> new Observation.Details(status, parts.tasks()))
                        .filter(details -> isPossible(withTasks(details.tasks())))
                        .map(Observation.Seen.class::cast);
            case GATEWAY_IP ->
                Optional.ofNullable(parts.plain != null ? parts.plain : parts.gateway)
                        .filter(text -> IpLiteral.parse(text).isPresent())
                        .map(Observation.Gateway::new);
            case AUTOMATION_FEATURES ->
                Optional.ofNullable(parts.features)
                        .map(Observation.Features::new)
                        .filter(features -> isPossible(withFeatures(features.features())))
                        .map(Observation.Seen.class::cast);
            case TOKENS, SERVERS, SERVER, METADATA -> Optional.empty();
        };
    }

    private static Optional<AutomationStatus> status(@Nullable String word) {
        return Optional.ofNullable(word).filter(AutomationStatus::isWord).map(AutomationStatus::of);
    }

    private static CloudServer.Builder withTasks(Map<String, String> tasks) {
        CloudServer.Builder server = CloudServer.named("web1");
        tasks.forEach(server::task);
        return server;
    }

    private static CloudServer.Builder withFeatures(Map<String, Boolean> features) {
        CloudServer.Builder server = CloudServer.named("web1");
        features.forEach(server::feature);
        return server;
    }

    /** Whether a scenario can say so: its own rules decide. */
    private static boolean isPossible(CloudServer.Builder server) {
        try {
            Scenario.builder().server(server.sourceIp("192.0.2.1")).build();
            return true;
        } catch (InvalidScenarioException e) {
            return false;
        }
    }

    private static Parts json(String body) {
        try (JsonParser parser = JsonTree.parser(body)) {
            Object top = JsonTree.whole(parser);
            Parts parts = new Parts(null);
            if (top instanceof Map<?, ?> object) {
                parts.status = object.get("automation_status") instanceof String text ? text : null;
                parts.gateway = object.get("gateway_ip") instanceof String text ? text : null;
                if (object.get("automation_tasks") instanceof List<?> list) {
                    parts.addTasks(list);
                }
                if (object.get("automation_features") instanceof List<?> list) {
                    parts.addFeatures(list);
                }
            }
            return parts;
        } catch (IOException e) {
            return new Parts(null);
        }
    }

    private static Parts xml(String body) {
        Parts parts = new Parts(null);
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        try {
            XMLStreamReader xml = factory.createXMLStreamReader(new StringReader(body));
            Deque<String> open = new ArrayDeque<>();
            StringBuilder text = new StringBuilder();
            Map<String, String> item = new LinkedHashMap<>();
            while (xml.hasNext()) {
                switch (xml.next()) {
                    case XMLStreamConstants.START_ELEMENT -> {
                        open.push(xml.getLocalName());
                        text.setLength(0);
                        parts.begins(xml.getLocalName());
                    }
                    case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getText());
                    case XMLStreamConstants.END_ELEMENT -> {
                        parts.ends(open.pop(), text.toString(), item);
                        text.setLength(0);
                    }
                    default -> {}
                }
            }
            return parts;
        } catch (XMLStreamException e) {
            return new Parts(null);
        }
    }

    /** What stands in a body, whatever its format. */
    private static final class Parts {
        private final @Nullable String plain;
        private @Nullable String status;
        private @Nullable String gateway;
        private @Nullable Map<String, String> tasks;
        private @Nullable Map<String, Boolean> features;

        /** @param plain all of a body in text; {@code null} for another format */
        Parts(@Nullable String plain) {
            this.plain = plain;
        }

        Map<String, String> tasks() {
            return tasks == null ? Map.of() : tasks;
        }

        void addTasks(List<?> list) {
            Map<String, String> read = new LinkedHashMap<>();
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> task)
                        || !(task.get("name") instanceof String name)
                        || !(task.get("status") instanceof String value)) {
                    return;
                }
                read.put(name, value);
            }
            tasks = read;
        }

        void addFeatures(List<?> list) {
            Map<String, Boolean> read = new LinkedHashMap<>();
            for (Object each : list) {
                if (!(each instanceof Map<?, ?> feature)
                        || !(feature.get("name") instanceof String name)
                        || !(feature.get("is_enabled") instanceof Boolean value)) {
                    return;
                }
                read.put(name, value);
            }
            features = read;
        }

        void begins(String element) {
            if (element.equals("automation_tasks")) {
                tasks = new LinkedHashMap<>();
            } else if (element.equals("automation_features")) {
                features = new LinkedHashMap<>();
            }
        }

        void ends(String element, String text, Map<String, String> item) {
            String name = item.getOrDefault("name", "");
            switch (element) {
                case "automation_status" -> status = text;
                case "gateway_ip" -> gateway = text;
                case "name", "status", "is_enabled" -> item.put(element, text);
                case "automation_task" -> {
                    if (tasks != null) {
                        tasks.put(name, item.getOrDefault("status", ""));
                    }
                    item.clear();
                }
                case "automation_feature" -> {
                    if (features != null) {
                        features.put(name, Boolean.parseBoolean(item.getOrDefault("is_enabled", "")));
                    }
                    item.clear();
                }
                default -> {}
            }
        }
    }
}
