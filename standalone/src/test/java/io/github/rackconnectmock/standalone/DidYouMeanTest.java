package io.github.rackconnectmock.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DidYouMeanTest {
    @ParameterizedTest
    @CsvSource({
        "sevre, serve",
        "srve, serve",
        "serv, serve",
        "sserve, serve",
        "servy, serve",
        "serve, serve",
        "ab, ",
        "xyzzy, ",
        "schem, schema",
        "--prot, --port",
        "--redy-file, --ready-file",
        "--x, "
    })
    void findsTheWordThatIsAFewLettersAway(String mistyped, @Nullable String meant) {
        List<String> words = List.of("serve", "schema", "scenarios", "--port", "--ready-file");
        assertThat(DidYouMean.nearest(mistyped, words).orElse(null)).isEqualTo(meant);
    }
}
