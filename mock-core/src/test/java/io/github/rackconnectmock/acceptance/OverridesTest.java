package io.github.rackconnectmock.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.equalTo;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.ok;
import static com.github.tomakehurst.wiremock.client.WireMock.urlEqualTo;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.assertj.core.api.Assertions.assertThat;

import com.github.tomakehurst.wiremock.http.Fault;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.RecordedRequest;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Scenario;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** WireMock's own ways stay open: what is inferred can be replaced. */
class OverridesTest {
    private final RackConnectMockServer mock =
            RackConnectMockServer.builder().scenario("deploys").frozen(true).start();

    @AfterEach
    void close() {
        mock.close();
    }

    private void assertFourOperationsStand() throws IOException {
        for (String target :
                new String[] {"v1/automation_status", "v1/automation_status/details", "v1/automation_features"}) {
            assertThat(Wire.get(mock.baseUri(), target).status()).isEqualTo(200);
        }
        assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip").reason()).startsWith("gateway-unassigned");
        assertThat(Wire.get(mock.baseUri(), "v1/nothing").reason()).startsWith("unknown-path");
        assertThat(Wire.get(mock.baseUri(), "__admin/rackconnect/health").status())
                .isEqualTo(200);
    }

    @Test
    void aStubOfTheUsersComesFirstAndItsTemplateReadsTheState() throws IOException {
        mock.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/automation_status/details"))
                        .willReturn(ok("{{rackconnect.server}} [{{rackconnect.region}}] {{rackconnect.status}}"
                                        + " [{{rackconnect.gatewayIp}}] {{rackconnect.step}}"
                                        + " {{rackconnect.features.ConfigureNetworkStack}}"
                                        + " {{rackconnect.tasks.ConfigureNetworkStack}}")
                                .withTransformers("response-template")));

        Wire.Answer answer = Wire.get(mock.baseUri(), "v1/automation_status/details");
        assertThat(answer.body()).isEqualTo("web1 [] DEPLOYING [] start true DEPLOYING");
        assertThat(answer.headers("Matched-Stub-Id")).isEmpty();
        assertThat(answer.headers("Date")).hasSize(1);

        mock.clock().advance(Duration.ofSeconds(30));
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status/details").body())
                .startsWith("web1 [] DEPLOYED [10.181.0.1] ");
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
    }

    @Test
    void whatAStubOfTheUsersAnswersIsRecordedAndCountsForNothing() throws IOException {
        mock.wireMock().stubFor(get("/v1/gateway_ip").willReturn(aResponse().withStatus(418)));
        mock.wireMock()
                .stubFor(get("/v1/automation_features").willReturn(aResponse().withFault(Fault.EMPTY_RESPONSE)));
        for (int i = 0; i < 40; i++) {
            assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip").status()).isEqualTo(418);
        }
        Wire.raw(mock.baseUri(), "GET /v1/automation_features HTTP/1.1\r\nHost: localhost\r\n\r\n");

        assertThat(mock.requests()).hasSize(41);
        RecordedRequest first = mock.requests().get(0);
        assertThat(first.status()).isEqualTo(418);
        assertThat(first.reason()).isEqualTo("overridden");
        assertThat(first.server()).isEqualTo("web1");
        assertThat(mock.requests().get(40).answer()).isEqualTo("empty_response");
        assertThat(mock.server("web1").snapshot().requests()).isEmpty();
    }

    @Test
    void aStubAlsoAnswersWhereThePathNamesTheServerAndTheRequestIsThatServers() throws IOException {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1").sourceIp("10.181.1.11"))
                .server(CloudServer.named("web2").sourceIp("10.181.1.12"))
                .build());
        mock.wireMock()
                .stubFor(get(urlEqualTo("/v1/gateway_ip?format=JSON"))
                        .willReturn(
                                ok("{{rackconnect.server}} {{request.path}}").withTransformers("response-template")));

        assertThat(Wire.get(mock.baseUri("web2"), "v1/gateway_ip?format=JSON").body())
                .isEqualTo("web2 /v1/gateway_ip");
        assertThat(Wire.get(mock.baseUri("web2"), "v1/gateway_ip").body()).isEqualTo("10.0.0.1");

        assertThat(mock.requests()).extracting(RecordedRequest::server).containsExactly("web2", "web2");
        assertThat(mock.requests()).extracting(RecordedRequest::reason).containsExactly("overridden", null);
        mock.wireMock().verify(getRequestedFor(urlEqualTo("/as/web2/v1/gateway_ip?format=JSON")));
    }

    /** Of every kind of host that a request may name. */
    @ParameterizedTest
    @CsvSource({
        "localhost, localhost, 80",
        "my_mock:99, my_mock, 99",
        "a%5fb, a%5fb, 80",
        "[::1]:8089, [::1], 8089",
        "dfw.api.rackconnect.rackspace.com:443, dfw.api.rackconnect.rackspace.com, 443"
    })
    void aStubCanBeForTheHostThatIsAsked(String host, String name, int port) throws IOException {
        mock.wireMock()
                .stubFor(get("/v1/gateway_ip")
                        .withHost(equalTo(name))
                        .withPort(port)
                        .willReturn(ok("asked at " + host)));
        assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip", "Host: " + host).body())
                .isEqualTo("asked at " + host);
        assertThat(Wire.get(mock.baseUri(), "v1/gateway_ip", "Host: x").status())
                .isEqualTo(404);
    }

    @Test
    void aStubForAPathThatNamesAServerAnswersForThatServerOnly() throws IOException {
        mock.wireMock().stubFor(get("/v1/automation_status").willReturn(ok("any server")));
        mock.wireMock().stubFor(get("/as/web1/v1/automation_status").willReturn(ok("web1 only")));

        assertThat(Wire.get(mock.baseUri("web1"), "v1/automation_status").body())
                .isEqualTo("web1 only");
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("any server");
    }

    @Test
    void verifyWorksAndItsJournalIsBounded() throws IOException {
        Wire.get(mock.baseUri(), "v1/automation_status");
        mock.wireMock().verify(1, getRequestedFor(urlEqualTo("/v1/automation_status")));
        mock.wireMock().verify(0, getRequestedFor(urlEqualTo("/v1/gateway_ip")));
        assertThat(mock.wireMock().getAllServeEvents()).hasSize(1);

        try (RackConnectMockServer small =
                RackConnectMockServer.builder().journalSize(3).start()) {
            for (int i = 0; i < 10; i++) {
                Wire.get(small.baseUri(), "v1/automation_status?i=" + i);
            }
            assertThat(small.requests()).extracting(RecordedRequest::number).containsExactly(8L, 9L, 10L);
            assertThat(small.wireMock().getAllServeEvents())
                    .extracting(event -> event.getRequest().getUrl())
                    .containsExactly(
                            "/v1/automation_status?i=9", "/v1/automation_status?i=8", "/v1/automation_status?i=7");
        }
    }

    @Test
    void everyResetLeavesTheOperationsStanding() throws IOException {
        mock.wireMock()
                .stubFor(get("/v1/automation_status").willReturn(aResponse().withStatus(500)));
        mock.wireMock().resetAll();
        assertFourOperationsStand();
        mock.wireMock().resetMappings();
        assertFourOperationsStand();
        mock.wireMock().resetToDefaultMappings();
        assertFourOperationsStand();
        mock.wireMock().resetRequests();
        mock.wireMock().resetScenarios();
        assertFourOperationsStand();
        for (String reset : new String[] {"__admin/reset", "__admin/mappings/reset", "__admin/rackconnect/reset"}) {
            mock.clock().advance(Duration.ofMinutes(1));
            mock.server("web1").restart();
            assertThat(Wire.send("POST", mock.baseUri(), reset, "Content-Length: 0")
                            .status())
                    .isIn(200, 204);
            assertFourOperationsStand();
        }
        assertThat(mock.wireMock().getStubMappings()).hasSize(5);
    }

    @Test
    void aResetBeginsAgain() throws IOException {
        mock.wireMock()
                .stubFor(get("/v1/automation_status").willReturn(aResponse().withStatus(500)));
        mock.clock().advance(Duration.ofSeconds(30));
        Wire.get(mock.baseUri(), "v1/automation_status");

        mock.reset();

        assertThat(mock.requests()).isEmpty();
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYING");
        assertThat(mock.requests()).hasSize(1);
        assertThat(mock.clock().isFrozen()).isTrue();
    }
}
