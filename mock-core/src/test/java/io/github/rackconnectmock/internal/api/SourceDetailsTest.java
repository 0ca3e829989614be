package io.github.rackconnectmock.internal.api;

import static io.github.rackconnectmock.internal.api.Asking.address;
import static io.github.rackconnectmock.internal.api.Asking.web1;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Scenario;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Details of what is read from a request, as reasons repeat them. */
class SourceDetailsTest {
    private static final String STATUS = "/v1/automation_status";

    private final Asking asking = Asking.of(Scenario.builder()
            .rateLimit(null)
            .server(web1())
            .server(CloudServer.named("web6").sourceIp("fd00::6")));

    @Test
    void whatIsBeforeTheFirstCommaIsForwardedEvenIfItIsNothing() {
        assertThat(asking.askAs(STATUS, "10.1.1.1", ",10.1.1.1", null).reason())
                .isEqualTo("malformed-source; address=");
    }

    @Test
    void aNameMayBeginWithAnEscape() {
        assertThat(asking.askAs("/as/%77eb1" + STATUS, "10.9.9.9", null, null).server())
                .isEqualTo("web1");
    }

    @Test
    void aNameThatIsNoEscapeStaysAsItIs() {
        assertThat(asking.askAs("/as/%zz" + STATUS, "10.1.1.1", null, null).reason())
                .isEqualTo("unknown-source; server=%zz");
    }

    /** It is written for each request, so once is enough. */
    @ParameterizedTest
    @ValueSource(strings = {"10.1.1.1", "fd00::6"})
    void theTextOfAnAddressIsTheServersOwn(String peer) {
        Exchange exchange = asking.get(STATUS, peer);
        ServerLife server = Objects.requireNonNull(exchange.life());

        assertThat(server.sourceIp()).isEqualTo(address(peer));
        assertThat(exchange.source()).isSameAs(server.sourceText());
    }

    @Test
    void aPortMayHaveEachDigit() {
        assertThat(Source.withoutPort("10.1.1.1:90")).isEqualTo("10.1.1.1");
        assertThat(Source.withoutPort("10.1.1.1:12345")).isEqualTo("10.1.1.1");
        assertThat(Source.withoutPort("[::1]:67890")).isEqualTo("::1");
        assertThat(Source.withoutPort("10.1.1.1:/0")).isEqualTo("10.1.1.1:/0");
        assertThat(Source.withoutPort("10.1.1.1:9:")).isEqualTo("10.1.1.1:9:");
    }

    @Test
    void printableTextIsNotCopied() {
        String text = "printable".repeat(2);

        assertThat(Printable.of(text)).isSameAs(text);
    }

    @ParameterizedTest
    @CsvSource({"+json, ?json", "json+, json?", "+%6Ason, ?json", "a%2Bb, a+b"})
    void aFormatIsRepeatedAsItWasDecoded(String sent, String told) {
        assertThat(asking.get(STATUS + "?format=" + sent).reason())
                .isEqualTo("unknown-format; format=" + told + "; offered=text,JSON,XML");
    }

    @ParameterizedTest
    @ValueSource(strings = {"%66ormat=xml", "form%61t=xml", "format=%58ml", "=&format=xml"})
    void theNameOfTheParameterMayBeEscaped(String query) {
        assertThat(asking.get(STATUS + "?" + query).format()).isEqualTo(Format.XML);
    }

    @Test
    void fieldsAreCountedFromZero() {
        HeaderFields fields = new HeaderFields("a", "1", "b", "2", "c", "3", "d", "4");

        assertThat(fields.name(0)).isEqualTo("a");
        assertThat(fields.value(0)).isEqualTo("1");
        assertThat(fields.name(3)).isEqualTo("d");
        assertThat(fields.value(3)).isEqualTo("4");
        HeaderFields repeated = new HeaderFields("a", "1", "b", "a", "A", "3");
        assertThat(repeated.count("a")).isEqualTo(2);
        assertThat(repeated.count("b")).isEqualTo(1);
        assertThat(repeated.count("c")).isZero();
    }
}
