package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The page docs/cookbook.md shows every story as it is played. */
class CookbookTest {
    private static final Path PAGE = Path.of("..", "docs", "cookbook.md");

    @ParameterizedTest
    @MethodSource("io.github.rackconnectmock.acceptance.StoriesTest#stories")
    void showsTheStoryAndItsTimeline(Path file) throws IOException {
        String timeline = Files.readString(Path.of(file.toString().replace(".json", ".timeline")));

        assertThat(PAGE)
                .content(StandardCharsets.UTF_8)
                .contains("```json\n" + Files.readString(file) + "```\n\n```text\n" + timeline + "```\n");
    }

    @Test
    void showsNoOther() throws IOException, URISyntaxException {
        assertThat(Files.readAllLines(PAGE))
                .filteredOn(line -> line.equals("```json"))
                .hasSameSizeAs(StoriesTest.stories());
    }
}
