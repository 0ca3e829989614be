package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Scenario files with a few changes each, the same files for the same seed: some stay good, most get mistakes. */
final class MutatedFiles {

    private static final List<String> NAMES = List.of(
            "$schema",
            "description",
            "rateLimit",
            "unknownSource",
            "seed",
            "servers",
            "requests",
            "window",
            "alignment",
            "name",
            "sourceIp",
            "region",
            "status",
            "gatewayIp",
            "features",
            "tasks",
            "lifecycle",
            "begins",
            "count",
            "stagger",
            "after",
            "afterRequests",
            "on",
            "fault",
            "kind",
            "body",
            "duration",
            "times",
            "operations",
            "percent",
            "incidents",
            "expect",
            "stoppedAfterDeployed",
            "noticed",
            "askedAgainAfter",
            "backedOffAfter",
            "neverMoreThan",
            "openedAtMost",
            "within",
            "step",
            "retryAfter",
            "headers",
            "contentType",
            "by",
            "bytes",
            "then",
            "delay",
            "connection",
            "goto",
            "known",
            "seenAs",
            "answer",
            "atOnce",
            "startsAfter",
            "endless",
            "lasts",
            "until",
            "every",
            "regions",
            "from",
            "to",
            "median",
            "p99",
            "",
            " ",
            "staus",
            "a.b[0]",
            "ConfigureNetworkStack",
            "gateway_ip",
            "automation_status",
            "\u0007",
            "x😀");

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\u12",
            "\\ud83d",
            "0",
            "-",
            "1e",
            ".",
            "null",
            "tru",
            "\t",
            "\r",
            "\n",
            "//",
            "#",
            "'",
            "\u0000",
            "\ufeff",
            "ä",
            "😀",
            "\"a\":1,",
            "\"name\":\"web1\",");

    /** Lengths on both sides of each limit. */
    private static final List<Integer> LENGTHS = List.of(45, 46, 60, 61, 99, 100, 101, 200, 201, 1_000, 1_001, 10_001);

    private static final Pattern PLACEHOLDER = Pattern.compile("\"@(\\d+)@\"");

    private static final ObjectMapper MAPPER = new ObjectMapper();

    /** Raw JSON: right in some place, nearly right, or at a limit. */
    private final List<String> values;

    private final Random random;
    private final List<byte[]> originals = new ArrayList<>();
    private final List<ObjectNode> trees = new ArrayList<>();

    MutatedFiles(long seed) throws Exception {
        random = new Random(seed);
        values = Files.readAllLines(Examples.values());
        List<Path> files = new ArrayList<>(Examples.good());
        files.addAll(Examples.bad());
        for (Path file : files) {
            original(Files.readAllBytes(file));
        }
        for (String name : Catalogue.names()) {
            original(Catalogue.json(name).getBytes(UTF_8));
        }
    }

    private void original(byte[] file) {
        originals.add(file);
        try {
            JsonNode tree = MAPPER.readTree(file);
            // Of the good files, several: a change to one of many mistakes is seldom seen.
            int copies = tree.path("servers").path(0).has("lifecycle") ? 3 : 1;
            for (int i = 0; tree instanceof ObjectNode && i < copies; i++) {
                trees.add((ObjectNode) tree);
            }
        } catch (IOException e) {
            // It is changed as a text only.
        }
    }

    byte[] next() {
        byte[] file =
                random.nextInt(4) == 0 ? any(originals).clone() : changedTree().getBytes(UTF_8);
        int changes = random.nextInt(4) == 0 ? 1 + random.nextInt(3) : 0;
        for (int i = 0; i < changes; i++) {
            file = changedText(file);
        }
        return file;
    }

    private String changedTree() {
        ObjectNode top = any(trees).deepCopy();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            change(top);
        }
        String json = random.nextBoolean() ? top.toString() : top.toPrettyString();
        return PLACEHOLDER
                .matcher(json)
                .replaceAll(found ->
                        Matcher.quoteReplacement(values.get(Integer.parseInt(found.group(1)) % values.size())));
    }

    /** Changes a field or an element, wherever it is. */
    private void change(ObjectNode top) {
        List<JsonNode> inner = new ArrayList<>();
        collect(top, inner);
        JsonNode node = any(inner);
        if (node instanceof ObjectNode object) {
            changeObject(top, object);
        } else {
            changeList((ArrayNode) node);
        }
    }

    private void changeObject(ObjectNode top, ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        String name = names.isEmpty() ? any(NAMES) : any(names);
        JsonNode value = object.get(name);
        switch (random.nextInt(8)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(any(NAMES), value());
            case 2 -> {
                if (value != null) {
                    object.remove(name);
                    object.set(random.nextBoolean() ? any(NAMES) : slip(name), value);
                }
            }
            case 3 -> {
                if (value != null && value.isTextual()) {
                    object.put(name, slip(value.textValue()));
                }
            }
            case 4 -> {
                if (value != null && value.isTextual()) {
                    object.put(name, (random.nextBoolean() ? "x" : "😀").repeat(any(LENGTHS)));
                }
            }
            case 5 -> {
                List<JsonNode> inner = new ArrayList<>();
                collect(top, inner);
                object.set(name, any(inner).deepCopy());
            }
            case 6 -> many(object);
            default -> object.set(name, value());
        }
    }

    /** At the limits of how many there are. */
    private void many(ObjectNode object) {
        int size = 99 + random.nextInt(3);
        ObjectNode tasks = MAPPER.createObjectNode();
        for (int i = 0; i < size; i++) {
            tasks.put("t".repeat(1 + i), random.nextInt(300) == 0 ? null : "PENDING");
        }
        object.set("tasks", tasks);
    }

    private void changeList(ArrayNode list) {
        int at = random.nextInt(list.size() + 1);
        if (at == list.size() || random.nextBoolean()) {
            list.insert(
                    at,
                    list.isEmpty() || random.nextBoolean()
                            ? value()
                            : list.get(random.nextInt(list.size())).deepCopy());
        } else if (random.nextBoolean()) {
            list.remove(at);
        } else {
            list.set(at, value());
        }
    }

    /** Stands for a value until all is written: the tree would write numbers in another way. */
    private JsonNode value() {
        return MAPPER.getNodeFactory().textNode("@" + random.nextInt(values.size()) + "@");
    }

    private String slip(String text) {
        int at = random.nextInt(text.length() + 1);
        int end = Math.min(text.length(), at + random.nextInt(3));
        String added = random.nextInt(3) == 0 ? "" : any(TOKENS);
        return text.substring(0, at) + added + text.substring(end);
    }

    private byte[] changedText(byte[] file) {
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int at = random.nextInt(file.length + 1);
        int end = Math.min(file.length, at + random.nextInt(4));
        changed.write(file, 0, at);
        switch (random.nextInt(6)) {
            case 0 -> changed.write(random.nextInt(256));
            case 1 -> end = file.length;
            case 2 -> changed.writeBytes(any(values).getBytes(UTF_8));
            case 3 -> changed.write(file, at, Math.min(60, file.length - at));
            case 4 -> changed.writeBytes("[".repeat(40).getBytes(UTF_8));
            default -> changed.writeBytes(any(TOKENS).getBytes(UTF_8));
        }
        changed.write(file, end, file.length - end);
        return changed.toByteArray();
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(each -> collect(each, inner));
        }
    }

    private <T> T any(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
