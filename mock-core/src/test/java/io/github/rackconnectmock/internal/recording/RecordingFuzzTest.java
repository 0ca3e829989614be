package io.github.rackconnectmock.internal.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.internal.scenario.json.ScenarioFiles;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Files and answers that are nearly right: each is read, or refused in one line. The seed is fixed, so that a build doesn't
 * fail by chance; {@code -Drackconnect-mock.fuzz-seed=7} tries others.
 */
class RecordingFuzzTest {
    private static final int FILES = 5_000;
    private static final int ANSWERS = 1_000;
    private static final long SEED = Long.getLong("rackconnect-mock.fuzz-seed", 1);

    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            ":",
            ",",
            "\"",
            "\\",
            "\\ud83d",
            "\\u0000",
            "null",
            "true",
            "0",
            "-1",
            "1e999999999",
            "99999999999999999999999999",
            "200",
            "404",
            "\"+999999999-12-31T23:59:59Z\"",
            "\"2026-11-28T10:00:00Z\"",
            "\"87600h\"",
            "\"web1\"",
            "\"a b\"",
            "\"\"",
            "\"10.1.1.1\"",
            "\"::1\"",
            "\"hang\"",
            "\"GET\"",
            "\"gateway_ip\"",
            "\"automation_status\"",
            "[[[[[[[[",
            "<a>",
            "<automation_status>",
            "&x;",
            "DEPLOYED",
            "\uFFFE",
            "😀");

    private final SplittableRandom random = new SplittableRandom(SEED);

    @Test
    void eachFileIsReadOrRefusedInOneLine() {
        int good = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = changed(random.nextBoolean() ? RequestsFileTest.JOURNAL : RequestsFileTest.HAR);
            try {
                good += isGood(file) ? 1 : 0;
            } catch (Exception | AssertionError | StackOverflowError e) {
                fail("file " + i + " of seed " + SEED + ":\n" + new String(file, UTF_8), e);
            }
        }
        // Enough of both kinds.
        assertThat(good).isBetween(FILES / 20, FILES * 9 / 10);
    }

    private static boolean isGood(byte[] file) throws Exception {
        RequestsFile.Content content;
        try {
            content = RequestsFile.read("x.json", new ByteArrayInputStream(file));
        } catch (RequestsFile.BadFileException e) {
            assertThat(e).message().startsWith("x.json").doesNotContain("Exception", "jackson", "java.", "\n");
            return false;
        }
        try {
            Recording.of(content.observations(), new Recording.Setup(content.addresses(), null, false))
                    .ifPresent(RecordingFuzzTest::check);
        } catch (IllegalArgumentException e) {
            assertThat(e).hasMessage("more than ten years lie between its first and its last request");
        }
        return true;
    }

    /** What is recorded is a scenario, as a file too. */
    private static void check(Recording.Recorded recorded) {
        String text = Scenarios.write(recorded.scenario());
        Scenario read = ScenarioFiles.parse("x.json", text.getBytes(UTF_8));
        assertThat(read).isEqualTo(recorded.scenario());
    }

    @Test
    void eachAnswerIsReadOrKeptAsItIs() {
        List<String> bodies = List.of(
                "{\"automation_status\":\"DEPLOYED\",\"automation_tasks\":[{\"name\":\"a\",\"status\":\"b\"}]}",
                "{\"gateway_ip\":\"10.181.0.1\",\"automation_features\":[{\"name\":\"a\",\"is_enabled\":true}]}",
                "<automation_status_details><automation_status>DEPLOYED</automation_status><automation_tasks>"
                        + "<automation_task><name>a</name><status>b</status></automation_task></automation_tasks>"
                        + "</automation_status_details>",
                "DEPLOYED");
        int right = 0;
        int count = 0;
        for (int i = 0; i < ANSWERS; i++) {
            String body = new String(changed(bodies.get(i % bodies.size())), UTF_8);
            int status = random.nextInt(3) == 0 ? random.nextInt(1_000) : 200;
            for (Operation operation : Operation.RACKCONNECT) {
                AnswerReader.Raw raw = new AnswerReader.Raw(status, body, body, null, body);
                Observation.Seen seen = AnswerReader.read(operation, raw);
                right += Recording.isRight(seen) ? 1 : 0;
                count++;
                Instant at = Instant.EPOCH;
                Observation other = new Observation(
                        "web1",
                        Operation.AUTOMATION_STATUS,
                        at.plusSeconds(1),
                        at.plusSeconds(1),
                        new Observation.Status(AutomationStatus.DEPLOYED));
                Recording.of(
                                List.of(new Observation("web1", operation, at, at, seen), other),
                                new Recording.Setup(Map.of(), null, false))
                        .ifPresent(RecordingFuzzTest::check);
            }
        }
        assertThat(right).isBetween(count / 200, count / 2);
    }

    private byte[] changed(String text) {
        byte[] bytes = text.getBytes(UTF_8);
        ByteArrayOutputStream changed = new ByteArrayOutputStream();
        int changes = 1 + random.nextInt(3);
        int from = 0;
        for (int i = 0; i < changes; i++) {
            int at = from + random.nextInt(Math.max(1, bytes.length - from));
            changed.write(bytes, from, at - from);
            switch (random.nextInt(4)) {
                case 0 ->
                    changed.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8));
                case 1 -> {
                    // The value that stands here is another.
                    changed.writeBytes(TOKENS.get(random.nextInt(TOKENS.size())).getBytes(UTF_8));
                    at = Math.min(bytes.length, at + 1 + random.nextInt(12));
                }
                case 2 -> at = Math.min(bytes.length, at + 1 + random.nextInt(30));
                default -> changed.write(random.nextInt(256));
            }
            from = at;
        }
        if (random.nextInt(20) > 0) {
            changed.write(bytes, from, bytes.length - from);
        }
        return changed.toByteArray();
    }
}
