package io.github.rackconnectmock.internal.recording;

import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYED;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RetryAfter;
import io.github.rackconnectmock.scenario.Scenario;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AnswerReaderTest {
    private static final RackConnectApi API = new RackConnectApi(
            Scenario.builder()
                    .rateLimit(null)
                    .server(CloudServer.named("web1")
                            .sourceIp("10.1.1.1")
                            .status(DEPLOYING)
                            .gatewayIp("10.9.9.9")
                            .task("A <task> & \"more\"", "DONE")
                            .feature("ManageSoftwareFirewall", false))
                    .build(),
            MovableClock.frozenAt(Instant.EPOCH),
            SourcePolicy.DEFAULT);

    private static Observation.Seen read(Operation operation, int status, @Nullable String body) {
        return AnswerReader.read(operation, new AnswerReader.Raw(status, "text/html", null, null, body));
    }

    /** What the mock answers is read back, in each format. */
    @ParameterizedTest
    @EnumSource(names = {"AUTOMATION_STATUS", "AUTOMATION_STATUS_DETAILS", "GATEWAY_IP", "AUTOMATION_FEATURES"})
    void readsEachFormat(Operation operation) {
        for (Format format : Format.offeredBy(operation)) {
            String target = operation.path() + "?format=" + format.word();
            String body = API.answer(
                            ApiRequest.get(target, IpLiteral.parse("127.0.0.1").orElseThrow()))
                    .bodyText();
            assertThat(read(operation, 200, body))
                    .as(target)
                    .isEqualTo(
                            switch (operation) {
                                case AUTOMATION_STATUS -> new Observation.Status(DEPLOYING);
                                case AUTOMATION_STATUS_DETAILS ->
                                    new Observation.Details(DEPLOYING, Map.of("A <task> & \"more\"", "DONE"));
                                case GATEWAY_IP -> new Observation.Gateway("10.9.9.9");
                                case AUTOMATION_FEATURES ->
                                    new Observation.Features(Map.of(
                                            "ProvisionPublicIPAddress", true,
                                            "ConfigureNetworkStack", true,
                                            "ManageSoftwareFirewall", false));
                                case TOKENS, SERVERS, SERVER, METADATA ->
                                    throw new IllegalArgumentException(operation.word());
                            });
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            AUTOMATION_STATUS         | <html><body>Wait</body></html>
            AUTOMATION_STATUS         | not a word!
            AUTOMATION_STATUS         | {"automation_status": 7}
            AUTOMATION_STATUS         | {"automation_status": "DEPLOYED"
            AUTOMATION_STATUS         | {"automation_status": "DEPLOYED"} x
            AUTOMATION_STATUS         | <automation_status>DEPLOYED
            AUTOMATION_STATUS_DETAILS | DEPLOYED
            AUTOMATION_STATUS_DETAILS | {"automation_status": "DEPLOYED"}
            AUTOMATION_STATUS_DETAILS | {"automation_status": "DEPLOYED", "automation_tasks": [7]}
            AUTOMATION_STATUS_DETAILS | {"automation_status": "DEPLOYED", "automation_tasks": [{"name": " ", "status": "x"}]}
            GATEWAY_IP                | {"gateway_ip": "nowhere"}
            GATEWAY_IP                | {"gateway_ip": null}
            AUTOMATION_FEATURES       | {"automation_features": [{"name": "a", "is_enabled": "yes"}]}
            """)
    void whatIsNoAnswerOfTheApiIsKeptAsItIs(Operation operation, String body) {
        assertThat(read(operation, 200, body))
                .isEqualTo(new Observation.Trouble(
                        FaultEffect.Answer.of(200).contentType("text/html").body(body)));
    }

    @Test
    void entitiesOfAFileAreNotRead() {
        String body =
                "<!DOCTYPE a [<!ENTITY x SYSTEM \"file:///etc/hostname\">]><automation_status>&x;</automation_status>";
        assertThat(read(Operation.AUTOMATION_STATUS, 200, body)).isInstanceOf(Observation.Trouble.class);
    }

    @Test
    void a404IsAGatewayThatIsMissingUnlessTheMockSaysOtherwise() {
        assertThat(read(Operation.GATEWAY_IP, 404, "")).isEqualTo(new Observation.Gateway(null));
        assertThat(read(Operation.AUTOMATION_STATUS, 404, "")).isInstanceOf(Observation.Trouble.class);
        assertThat(AnswerReader.read(
                        Operation.GATEWAY_IP, new AnswerReader.Raw(404, null, null, "fault; kind=answer", "")))
                .isInstanceOf(Observation.Trouble.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            403 | -                              | Forbidden: more than 30 requests in 1m. | true
            403 | -                              | Over Limit                              | true
            403 | -                              | This address is no cloud server's.      | false
            403 | rate-limited; limit=3/2m       | No.                                     | true
            403 | unknown-source; address=1.2.3.4 | more than                              | false
            429 | -                              | -                                       | true
            503 | -                              | more than                               | false
            """)
    void knowsARefusalByTheLimit(int status, @Nullable String reason, @Nullable String body, boolean isLimit) {
        Observation.Seen seen =
                AnswerReader.read(Operation.AUTOMATION_STATUS, new AnswerReader.Raw(status, null, null, reason, body));
        assertThat(seen instanceof Observation.Limited).isEqualTo(isLimit);
    }

    @Test
    void retryAfterIsKeptWhereItIsATime() {
        AnswerReader.Raw raw = new AnswerReader.Raw(503, null, "120", null, null);
        assertThat(AnswerReader.read(Operation.GATEWAY_IP, raw))
                .isEqualTo(new Observation.Trouble(
                        FaultEffect.Answer.of(503).retryAfter(RetryAfter.of(Duration.ofMinutes(2)))));
        assertThat(AnswerReader.retryAfter(raw)).isEqualTo(Optional.of(Duration.ofMinutes(2)));
    }

    @ParameterizedTest
    @ValueSource(strings = {"Wed, 21 Oct 2026 07:28:00 GMT", "-1", "999999999", "99999999999999999999", ""})
    void anotherRetryAfterIsNone(String field) {
        assertThat(AnswerReader.retryAfter(new AnswerReader.Raw(503, null, field, null, null)))
                .isEmpty();
    }

    /** A status that HTTP doesn't know, or a media type that is none, can't be in a scenario. */
    @Test
    void whatNoScenarioCanSayIsLeftOut() {
        assertThat(AnswerReader.read(Operation.GATEWAY_IP, new AnswerReader.Raw(999, null, null, null, "x")))
                .isEqualTo(new Observation.Trouble(new FaultEffect.Garbage()));
        assertThat(AnswerReader.read(Operation.GATEWAY_IP, new AnswerReader.Raw(500, "no type", null, null, "x")))
                .isEqualTo(new Observation.Trouble(FaultEffect.Answer.of(500).body("x")));
        assertThat(AnswerReader.read(
                        Operation.GATEWAY_IP, new AnswerReader.Raw(500, null, null, null, "x".repeat(200_000))))
                .isEqualTo(new Observation.Trouble(FaultEffect.Answer.of(500)));
        assertThat(read(Operation.AUTOMATION_STATUS, 200, " DEPLOYED\n")).isEqualTo(new Observation.Status(DEPLOYED));
    }
}
