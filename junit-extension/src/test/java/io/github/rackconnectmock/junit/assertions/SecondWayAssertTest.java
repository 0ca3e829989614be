package io.github.rackconnectmock.junit.assertions;

import static io.github.rackconnectmock.junit.assertions.RackConnectAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.ApiClient;
import io.github.rackconnectmock.junit.RackConnectMock;
import io.github.rackconnectmock.scenario.Operation;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Clients that ask the Cloud Servers API for a server are that server's clients. It is DEPLOYED after 30 seconds. */
@RackConnectMock(value = "deploys", frozen = true)
class SecondWayAssertTest {
    private static final String CREDENTIALS =
            "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"me\",\"apiKey\":\"0\"}}}";

    private static String send(RackConnectMockServer mock, HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return mock.httpClient()
                .send(request.build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    private static String token(RackConnectMockServer mock) throws IOException, InterruptedException {
        String access = send(
                mock,
                HttpRequest.newBuilder(URI.create("https://identity.api.rackspacecloud.com/v2.0/tokens"))
                        .POST(HttpRequest.BodyPublishers.ofString(CREDENTIALS)));
        return access.replaceFirst(".*\"token\":\\{\"id\":\"([^\"]*)\".*", "$1");
    }

    private static void ask(RackConnectMockServer mock, String token, int thenWaitSeconds)
            throws IOException, InterruptedException {
        String servers = "https://ord.servers.api.rackspacecloud.com/v2/123456/servers";
        String list = send(mock, HttpRequest.newBuilder(URI.create(servers)).header("X-Auth-Token", token));
        String id = list.replaceFirst(".*?\"id\":\"([^\"]*)\".*", "$1");
        send(
                mock,
                HttpRequest.newBuilder(URI.create(servers + "/" + id + "/metadata"))
                        .header("X-Auth-Token", token));
        mock.clock().advance(Duration.ofSeconds(thenWaitSeconds));
    }

    @Test
    void whoStopsAtDeployedHasStopped(RackConnectMockServer mock) throws Exception {
        String token = token(mock);
        for (int i = 0; i <= 3; i++) {
            ask(mock, token, 10);
        }

        assertThat(mock)
                .requests()
                .to(Operation.METADATA)
                .from("web1")
                .answered(200)
                .hasSize(4);
        assertThat(mock).requests().to(Operation.TOKENS).hasSize(1);
        assertThat(mock).stoppedAfterDeployed();
        assertThat(mock).noticedDeployedWithin(Duration.ZERO);
        assertThat(mock).polledNoFasterThan(Duration.ofSeconds(10));
        ask(mock, token, 0);
        assertThatThrownBy(() -> assertThat(mock).stoppedAfterDeployed())
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("web1");
    }

    /** The limit of the RackConnect API doesn't apply here: only the one request to that counts. */
    @Test
    void manyRequestsBreakNoLimit(RackConnectMockServer mock) throws Exception {
        String token = token(mock);
        ApiClient.get(mock.baseUri("web1"), "v1/automation_status");
        for (int i = 0; i < 40; i++) {
            ask(mock, token, 0);
        }

        assertThat(mock).requests().to(Operation.METADATA).answered(200).hasSize(40);
        assertThat(mock).stayedWithinRateLimit();
    }
}
