package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The Cloud Servers API over real sockets, at the real hosts and at the mock's own address. */
class SecondWayTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTITY = "https://identity.api.rackspacecloud.com";
    private static final String ORD = "https://ord.servers.api.rackspacecloud.com";
    private static final String STATUS = "rackconnect_automation_status";
    private static final String ID = "5f0c1b8e-2d3a-4b6c-8d7e-9f0a1b2c3d4e";
    private static final String CREDENTIALS =
            "{\"auth\":{\"passwordCredentials\":{\"username\":\"me\",\"password\":\"x\"}}}";
    private static final int FUZZED = 2_000;
    private static final int CREATED = 50;

    private final RackConnectMockServer mock = RackConnectMockServer.builder()
            .frozen(true)
            .scenario(Scenario.builder()
                    .server(CloudServer.named("web1")
                            .sourceIp("10.181.1.11")
                            .id(ID)
                            .status(AutomationStatus.DEPLOYING)
                            .step(Step.after(Duration.ofSeconds(30)).status(AutomationStatus.DEPLOYED))
                            .step(Step.on("broken").fault(Fault.hang().operations(Operation.METADATA))))
                    .build())
            .start();
    private final HttpClient client = mock.httpClient();

    @AfterEach
    void close() {
        mock.close();
    }

    private HttpResponse<String> send(String method, String url, String token, String body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url))
                .method(
                        method,
                        body.isEmpty()
                                ? HttpRequest.BodyPublishers.noBody()
                                : HttpRequest.BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Auth-Token", token);
        }
        return client.send(request.build(), HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    }

    private String token(String identity) throws IOException, InterruptedException {
        return JSON.readTree(
                        send("POST", identity + "/v2.0/tokens", "", CREDENTIALS).body())
                .at("/access/token/id")
                .textValue();
    }

    @Test
    void aClientOfTheRealHostsWaitsForDeployed() throws Exception {
        String token = token(IDENTITY);
        String url = ORD + "/v2/123456/servers/" + ID + "/metadata";

        JsonNode before = JSON.readTree(send("GET", url, token, "").body());
        mock.clock().advance(Duration.ofSeconds(30));
        JsonNode after = JSON.readTree(send("GET", url, token, "").body());

        assertThat(before.at("/metadata/" + STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(after.at("/metadata/" + STATUS).textValue()).isEqualTo("DEPLOYED");
        assertThat(mock.requests())
                .extracting(request -> request.server() + " " + request.operation())
                .containsExactly("null TOKENS", "web1 METADATA", "web1 METADATA");
        assertThat(mock.requests().get(2).toString()).contains("/v2/123456/servers/", "-> 200 DEPLOYED");
    }

    @Test
    void theCatalogueOfTheMocksOwnAddressLeadsThere() throws Exception {
        String own = mock.baseUri().toString() + "identity";
        JsonNode access = JSON.readTree(
                send("POST", own + "/v2.0/tokens", "", CREDENTIALS).body());
        String url = access.at("/access/serviceCatalog/0/endpoints/0/publicURL").textValue();
        String token = access.at("/access/token/id").textValue();

        assertThat(url).startsWith(mock.baseUri().toString());
        assertThat(JSON.readTree(send("GET", url + "/servers", token, "").body())
                        .at("/servers/0/name")
                        .textValue())
                .isEqualTo("web1");
    }

    @Test
    void aTokenDoesNotHelpAtTheHostsOfRackConnect() throws Exception {
        assertThat(send("GET", "https://ord.api.rackconnect.rackspace.com/v2/123456/servers", token(IDENTITY), "")
                        .statusCode())
                .isEqualTo(404);
        assertThat(send("GET", ORD + "/v1/automation_status", "", "").statusCode())
                .isEqualTo(404);
    }

    @Test
    void aFaultOnTheWireStrikesHereAsThere() throws Exception {
        String token = token(IDENTITY);
        mock.clock().advance(Duration.ofSeconds(30));
        mock.fire("broken");
        HttpRequest hanging = HttpRequest.newBuilder(URI.create(ORD + "/v2/123456/servers/" + ID + "/metadata"))
                .header("X-Auth-Token", token)
                .build();

        CompletableFuture<HttpResponse<Void>> answer =
                client.sendAsync(hanging, HttpResponse.BodyHandlers.discarding());
        assertThat(mock.awaitRequests(all -> all.size() == 2, Duration.ofSeconds(30)))
                .isTrue();

        assertThat(answer.isDone()).isFalse();
        assertThat(mock.requests().get(1).toString()).contains("hang");
        answer.cancel(true);
        assertThat(send("GET", ORD + "/v2/123456/servers/" + ID, token, "").statusCode())
                .isEqualTo(200);
    }

    private static boolean listens(URI port) throws IOException {
        try (Socket socket = Wire.connect(port)) {
            return socket.isConnected();
        } catch (SocketException e) {
            // A port that is just being closed resets.
            return false;
        }
    }

    private static void awaitListening(URI port, boolean wanted) throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        boolean now = listens(port);
        while (now != wanted && System.nanoTime() < patience) {
            now = listens(port);
        }
        assertThat(now).isEqualTo(wanted);
    }

    /** Nothing listens there while there is such a server, and only then. */
    @Test
    void thePortOfAServerFollowsItsCreationAndItsEnd() throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web1")
                        .sourceIp("10.181.1.11")
                        .id(ID)
                        .begins(Begins.CREATED)
                        .fault(Fault.refused()))
                .build());
        URI port = mock.proxyUri("web1");
        String token = token(IDENTITY);
        String servers = ORD + "/v2/123456/servers";

        assertThat(listens(port)).isTrue();
        assertThat(send("POST", servers, token, "{\"server\":{}}").statusCode()).isEqualTo(202);
        awaitListening(port, false);
        assertThat(send("DELETE", servers + "/" + ID, token, "").statusCode()).isEqualTo(204);
        awaitListening(port, true);
    }

    /** A command waits for the ports, and so must not be waited for where these are opened. */
    @Test
    @Timeout(60)
    void serversAreCreatedWhileCommandsAreGiven() throws Exception {
        mock.load(Scenario.builder()
                .server(CloudServer.named("web-{n}")
                        .sourceIp("10.181.1.11")
                        .count(CREATED)
                        .begins(Begins.CREATED)
                        .fault(Fault.refused()))
                .build());
        mock.proxyUri("web-1");
        String token = token(IDENTITY);
        CompletableFuture<Integer> created = CompletableFuture.supplyAsync(() -> {
            int count = 0;
            while (post(token) == 202) {
                count++;
            }
            return count;
        });

        while (!created.isDone()) {
            mock.clock().advance(Duration.ofMillis(1));
        }

        assertThat(created.join()).isEqualTo(CREATED);
    }

    private int post(String token) {
        try {
            return send("POST", ORD + "/v2/123456/servers", token, "{\"server\":{}}")
                    .statusCode();
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void headIsAnsweredAsGetWithoutTheBody() throws Exception {
        HttpResponse<String> answer = send("HEAD", ORD + "/v2/123456/servers", token(IDENTITY), "");

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.body()).isEmpty();
    }

    /** Whatever is asked, the answer is a success or an error in OpenStack's form, with a reason. */
    @Test
    void anythingThatIsAskedIsAnsweredInOpenStacksForm() throws Exception {
        Random random = new Random(20);
        String token = token(IDENTITY);
        List<String> parts = List.of(
                "v2",
                "v2.0",
                "123456",
                "servers",
                "detail",
                ID,
                "metadata",
                STATUS,
                "ips",
                "public",
                "action",
                "tokens",
                "flavors",
                "general1-1",
                "images",
                "extensions",
                "limits",
                "os-keypairs",
                "tenants",
                "%00",
                "..",
                "%2F",
                "x".repeat(300),
                "",
                "%C3%A4",
                "a%20b",
                "%zz");
        List<String> bodies = List.of(
                "",
                "{",
                "[]",
                "null",
                "{}",
                CREDENTIALS,
                "{\"server\":{}}",
                "{\"auth\":{\"token\":{\"id\":7}}}",
                "{\"auth\":{\"passwordCredentials\":7}}",
                "{\"auth\":null}",
                "{\"keypair\":{\"name\":\"k\"}}",
                "{\"os-stop\":null}",
                "{\"createImage\":[]}",
                "[".repeat(5_000),
                "{\"a\":".repeat(2_000),
                "\"" + "x".repeat(10_000) + "\"",
                "1e999999999",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"\\ud800\",\"password\":\"\"}}}");
        List<String> methods = List.of("GET", "GET", "POST", "POST", "PUT", "DELETE", "HEAD", "PATCH", "OPTIONS");
        List<String> queries = List.of("", "?limit=-1", "?limit=2", "?marker=%zz", "?name=%", "?status=", "?&=&&");
        for (int i = 0; i < FUZZED; i++) {
            StringBuilder target = new StringBuilder();
            boolean isIdentity = random.nextInt(3) == 0;
            String version = isIdentity ? "v2.0" : "v2";
            target.append('/').append(random.nextInt(5) == 0 ? parts.get(random.nextInt(parts.size())) : version);
            for (int part = random.nextInt(5); part > 0; part--) {
                target.append('/').append(parts.get(random.nextInt(parts.size())));
            }
            target.append(queries.get(random.nextInt(queries.size())));
            String host = isIdentity ? "identity.api.rackspacecloud.com" : "ord.servers.api.rackspacecloud.com";
            String method = methods.get(random.nextInt(methods.size()));
            String body =
                    method.equals("GET") || method.equals("HEAD") ? "" : bodies.get(random.nextInt(bodies.size()));
            String shown = i + ": " + method + " " + host + target + " " + body;
            Raw answer = raw(method, host, target.toString(), random.nextInt(4) == 0 ? "x" : token, body);

            assertThat(answer.status()).as(shown).isLessThan(500);
            // Awake, WireMock refuses some targets before the API sees them.
            if (answer.status() >= 400 && !method.equals("HEAD") && !Wire.AWAKE) {
                JsonNode error = JSON.readTree(answer.body());
                assertThat(error.size()).as(shown).isEqualTo(1);
                assertThat(error.elements().next().path("code").intValue())
                        .as(shown)
                        .isEqualTo(answer.status());
                assertThat(error.elements().next().path("message").textValue())
                        .as(shown)
                        .isNotBlank();
            }
            assertThat(answer.body()).as(shown).doesNotContain("Exception", "io.github");
        }
    }

    private record Raw(int status, String body) {}

    /** Java's own client refuses many of these targets, so they are written as they are. */
    private Raw raw(String method, String host, String target, String token, String body) throws IOException {
        String answer = Wire.raw(
                mock.baseUri(),
                method + " http://" + host + target + " HTTP/1.1\r\nHost: " + host + "\r\nX-Auth-Token: " + token
                        + "\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);
        int head = answer.indexOf("\r\n\r\n");
        return new Raw(Integer.parseInt(answer.substring(9, 12)), answer.substring(head + 4));
    }
}
