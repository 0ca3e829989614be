package io.github.rackconnectmock.internal.scenario.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TextFieldsTest {
    @Test
    void readsTextsAndLeavesOutTheRest() {
        assertThat(
                        read(
                                "{\"url\": \"http:\\/\\/h\\u00e9\", \"port\": 1, \"more\": {\"a\": \"b\"}, \"file\": \"a\\\\b\"}"))
                .contains(Map.of("url", "http://hé", "file", "a\\b"));
        assertThat(read("{}")).contains(Map.of());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "left behind", "[]", "\"text\"", "{\"a\": \"b\"", "{'a': 'b'}"})
    void nothingElseIsAnObject(String file) {
        assertThat(read(file)).isEmpty();
    }

    private static Optional<Map<String, String>> read(String file) {
        return TextFields.read(file.getBytes(StandardCharsets.UTF_8));
    }
}
