package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReadyLineTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "plain",
                "C:\\Users\\a \"b\".pem",
                "a\nb\tc\u0000\u007f\u0085",
                "h\u00e9 \ud83d\ude00",
                "\ud83d",
                "x\ude00"
            })
    void anyTextIsReadBackFromOneLine(String text) throws IOException {
        String json = ReadyLine.text(text);
        assertThat(json).doesNotContainPattern("\\p{Cntrl}");
        assertThat(new ObjectMapper().readValue(json, String.class)).isEqualTo(text);
    }
}
