package io.github.rackconnectmock.acceptance;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What WireMock could do beside answering: nothing is sent out of the mock, and nothing is written or read. */
class WireMockRefusalsTest {
    private final RackConnectMockServer mock = Mocks.unlimited();
    private final ServerSocket elsewhere = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final String url = "http://127.0.0.1:" + elsewhere.getLocalPort();
    private Set<String> filesBefore = Set.of();

    WireMockRefusalsTest() throws IOException {}

    @BeforeEach
    void look() throws IOException {
        filesBefore = files();
    }

    @AfterEach
    void close() throws IOException {
        mock.close();
        elsewhere.close();
    }

    /** The names in the working directory, and in the folders that WireMock keeps its files in. */
    private static Set<String> files() throws IOException {
        Set<String> files = new TreeSet<>();
        for (Path folder : List.of(Path.of(""), Path.of("src/test/resources"))) {
            if (Files.isDirectory(folder.toAbsolutePath())) {
                try (Stream<Path> names = Files.list(folder.toAbsolutePath())) {
                    files.addAll(names.map(Path::toString).collect(Collectors.toSet()));
                }
            }
        }
        return files;
    }

    private Wire.Answer call(String method, String target, String body) throws IOException {
        int length = body.getBytes(StandardCharsets.UTF_8).length;
        try (Socket socket = Wire.connect(mock.baseUri())) {
            return Wire.exchange(
                    socket,
                    method + " /" + target + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + length + "\r\n\r\n" + body);
        }
    }

    private void assertRefused(Wire.Answer answer) {
        assertThat(answer.status()).as(answer.body()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("\tat ", "<html");
    }

    private void assertNoServerIsCalled() throws IOException {
        for (String target : List.of("own", "v1/automation_status", "nothing")) {
            call("GET", target, "");
        }
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
        elsewhere.setSoTimeout(200);
        assertThat(isCalled()).isFalse();
        assertThat(files()).isEqualTo(filesBefore);
    }

    private boolean isCalled() throws IOException {
        try (Socket caller = elsewhere.accept()) {
            return caller.isConnected();
        } catch (SocketTimeoutException expected) {
            return false;
        }
    }

    /** Stubs that would call out, each with URL for the place to be called. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'request':{'url':'/own'},'response':{'proxyBaseUrl':'URL'}}",
                "{'request':{'urlPattern':'.*'},'priority':1,'response':{'proxyBaseUrl':'URL','additionalProxyRequestHeaders':{'a':'b'}}}",
                "{'request':{'url':'/own'},'response':{'proxyBaseUrl':'URL/{{request.path}}','transformers':['response-template']}}",
                "{'request':{'url':'/own'},'response':{'status':200},'postServeActions':{'webhook':{'method':'POST','url':'URL'}}}",
                "{'request':{'url':'/own'},'response':{'status':200},'postServeActions':[{'name':'webhook','parameters':{'method':'POST','url':'URL'}}]}",
                "{'request':{'url':'/own'},'response':{'status':200},'serveEventListeners':[{'name':'webhook','parameters':{'method':'POST','url':'URL'}}]}",
                "{'request':{'url':'/own'},'response':{'status':200},'serveEventListeners':[{'name':'webhook','requestPhases':['BEFORE_MATCH','BEFORE_RESPONSE_SENT'],'parameters':{'method':'GET','url':'URL'}}]}",
            })
    void aStubThatCallsOutIsRefusedWhereverItIsAdded(String template) throws IOException {
        String stub = template.replace('\'', '"').replace("URL", url);
        String id = "11111111-1111-1111-1111-111111111111";
        assertRefused(call("POST", "__admin/mappings", stub));
        assertRefused(call("POST", "__admin/mappings/import", "{\"mappings\":[" + stub + "]}"));
        call("POST", "__admin/mappings", "{\"id\":\"" + id + "\",\"request\":{\"url\":\"/own\"}}");
        assertRefused(call("PUT", "__admin/mappings/" + id, stub));
        assertThat(call("GET", "__admin/mappings", "").body()).doesNotContain(url);
        assertNoServerIsCalled();
    }

    @Test
    void aStubOfJavaThatCallsOutIsRefused() throws IOException {
        assertThat(isTaken(() -> mock.wireMock()
                        .stubFor(any(anyUrl())
                                .atPriority(1)
                                .willReturn(aResponse().proxiedFrom(url)))))
                .isFalse();
        assertNoServerIsCalled();
    }

    private static boolean isTaken(Runnable adding) {
        try {
            adding.run();
            return true;
        } catch (RuntimeException refused) {
            return false;
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "POST   | __admin/recordings/start    | {\"targetBaseUrl\":\"URL\"}",
                "POST   | __admin/recordings/snapshot | {\"persist\":true}",
                "POST   | __admin/mappings/save       | ``",
                "PUT    | __admin/files/a.txt         | a",
                "POST   | __admin/mappings            | {\"persistent\":true,\"request\":{\"url\":\"/own\"},\"response\":{\"status\":200}}",
            })
    void whatRecordsOrWritesIsRefused(String method, String target, String body) throws IOException {
        call("GET", "v1/automation_status", "");
        assertRefused(call(method, target, body.replace("URL", url)));
        assertNoServerIsCalled();
    }

    @Test
    void noFileIsRead() throws IOException {
        for (String name : List.of("a.txt", "../pom.xml", "pom.xml", "/etc/hostname")) {
            call(
                    "POST",
                    "__admin/mappings",
                    "{\"request\":{\"url\":\"/own\"},\"response\":{\"status\":200,\"bodyFileName\":\"" + name + "\"}}");
            assertThat(Wire.get(mock.baseUri(), "own").status()).isNotEqualTo(200);
        }
        assertThat(call("GET", "__files/a.txt", "").reason()).startsWith("unknown-path");
        assertNoServerIsCalled();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"__admin/recorder", "__admin/recorder/", "__admin/swagger-ui/", "__admin/docs/", "__admin/webapp"
            })
    void itsPagesAreGone(String target) throws IOException {
        Wire.Answer answer = Wire.get(mock.baseUri(), target);
        assertThat(answer.status()).isBetween(400, 499);
        assertThat(answer.body()).doesNotContain("<html");
    }

    @ParameterizedTest
    @ValueSource(strings = {"__admin/reset", "__admin/rackconnect/reset"})
    void aResetResetsTheSettings(String reset) throws IOException {
        assertThat(call("POST", "__admin/settings", "{\"fixedDelay\":3600000,\"extended\":{\"a\":1}}")
                        .status())
                .isEqualTo(200);
        assertThat(call("POST", reset, "").status()).isIn(200, 204);
        assertThat(call("GET", "__admin/settings", "").body()).doesNotContain("3600000");
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");

        call("POST", "__admin/settings", "{\"fixedDelay\":3600000}");
        mock.reset();
        assertThat(Wire.get(mock.baseUri(), "v1/automation_status").body()).isEqualTo("DEPLOYED");
    }

    @Test
    void aShutdownClosesTheMock() throws Exception {
        int port = mock.port();
        int httpsPort = mock.httpsUri().getPort();
        // Its answer may be cut off by what it asks for.
        try (Socket socket = Wire.connect(mock.baseUri())) {
            Wire.write(socket, "POST", "/__admin/shutdown", "Content-Length: 0");
            socket.getInputStream().readAllBytes();
        }
        assertThat(Waiting.until(() -> isFree(port))).isTrue();
        assertThat(Waiting.until(() -> isFree(httpsPort))).isTrue();
        mock.close();
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.isBound();
        } catch (IOException taken) {
            return false;
        }
    }

    @Test
    void whatItsHandlersThrowIsOneLine() throws IOException {
        for (String body : List.of("{", "[]", "nonsense", "{\"request\":{\"urlPattern\":\"(\"}}", "\u0000")) {
            for (String target : List.of("__admin/mappings", "__admin/settings", "__admin/requests/count")) {
                Wire.Answer answer = call("POST", target, body);
                assertThat(answer.status()).as(target + " " + body).isNotEqualTo(503);
                assertThat(answer.body()).doesNotContain("\tat ", "<html");
            }
        }
    }
}
