package io.github.rackconnectmock.internal.scenario.json;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.github.rackconnectmock.scenario.InvalidScenarioException;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * Ten thousand files, nearly scenarios: each is one, or has mistakes with places in it, and the schema says the same. The
 * seed is fixed, so that a build doesn't fail by chance; {@code -Drackconnect-mock.fuzz-seed=7} tries other files.
 */
class FuzzTest {
    private static final int FILES = 10_000;
    private static final long SEED = Long.getLong("rackconnect-mock.fuzz-seed", 1);

    private static final Pattern LINE = Pattern.compile("x\\.json:(\\d+):(\\d+): \\P{Cntrl}+");

    /** Mistakes that no schema can see; all others it must refuse too. */
    private static final Pattern BEYOND_A_SCHEMA = Pattern.compile("is already the (name|address|id) of"
            + "|is the name of an earlier (step|incident)"
            + "|is no step of this server"
            + "|is a \"goto\" itself"
            + "|comes later; a \"goto\" leads back"
            + "|that takes no time"
            + "|is the loop number"
            + "|steps with \"goto\"; at most"
            + "|is no server of the scenario"
            + "|when this ends isn't known"
            + "|the shares add up"
            + "|is no step of any server"
            + "|is no incident of the scenario"
            + "|is too short"
            + "|is shorter than"
            + "|the addresses end after"
            + "|servers with all bursts; at most"
            + "|more than 100 (tasks|features|keys) in the life of a server"
            + "|is out of range; zero to ten years"
            + "|this text has half of a character");

    @Test
    void eachFileIsGoodOrHasMistakesWithPlaces() throws Exception {
        MutatedFiles files = new MutatedFiles(SEED);
        int good = 0;
        for (int i = 0; i < FILES; i++) {
            byte[] file = files.next();
            try {
                good += isGood(file) ? 1 : 0;
            } catch (AssertionError | RuntimeException e) {
                fail("file " + i + " of seed " + SEED + ":\n" + new String(file, UTF_8), e);
            }
        }
        // Enough of both kinds.
        assertThat(good).isBetween(FILES / 20, FILES / 2);
    }

    private static boolean isGood(byte[] file) {
        long allocated = Allocation.byThisThread();
        List<String> problems = problems(file);
        Allocation.assertLinear(file, Allocation.byThisThread() - allocated);
        if (problems.isEmpty()) {
            assertThat(SchemaTest.accepts(file)).as("the schema accepts it").isTrue();
            return true;
        }
        checkLines(problems, new String(file, UTF_8));
        // Of a field that is there twice, the schema is shown only one.
        boolean twice = problems.stream().anyMatch(line -> line.contains("duplicate field"));
        if (!twice
                && !problems.stream()
                        .allMatch(line -> BEYOND_A_SCHEMA.matcher(line).find())) {
            assertThat(SchemaTest.accepts(file))
                    .as("the schema accepts what has %s", problems)
                    .isFalse();
        }
        return false;
    }

    private static List<String> problems(byte[] file) {
        try {
            ScenarioFiles.parse("x.json", file);
            return List.of();
        } catch (InvalidScenarioException e) {
            return e.problems();
        }
    }

    private static void checkLines(List<String> problems, String text) {
        String[] lines = text.split("\r\n|\r|\n", -1);
        assertThat(problems).isNotEmpty().hasSizeLessThanOrEqualTo(101);
        boolean more = problems.get(problems.size() - 1).equals("x.json: and more");
        for (String problem : problems.subList(0, problems.size() - (more ? 1 : 0))) {
            Matcher line = LINE.matcher(problem);
            assertThat(line.matches()).as(problem).isTrue();
            assertThat(problem).doesNotContain("Exception", "jackson", "java.", "rackconnectmock");
            int number = Integer.parseInt(line.group(1));
            assertThat(number).as(problem).isBetween(1, lines.length);
            assertThat(Integer.parseInt(line.group(2))).as(problem).isBetween(1, lines[number - 1].length() + 1);
        }
    }
}
