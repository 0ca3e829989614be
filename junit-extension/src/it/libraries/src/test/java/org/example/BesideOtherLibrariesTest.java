package org.example;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.getRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.junit.MockUri;
import io.github.rackconnectmock.junit.RackConnectMock;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Map;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLOutputFactory;
import org.junit.jupiter.api.Test;

@RackConnectMock
class BesideOtherLibrariesTest {
    private static final String DATABIND = "com.fasterxml.jackson.databind.ObjectMapper";

    @Test
    void answersInEachFormat(@MockUri URI uri) throws Exception {
        assertEquals("DEPLOYED", ask(uri.resolve("v1/automation_status")));
        assertEquals(
                "{\"automation_status\":\"DEPLOYED\"}", ask(uri.resolve("v1/automation_status?format=JSON")));
        assertEquals(
                "<automation_status>DEPLOYED</automation_status>",
                ask(uri.resolve("v1/automation_status?format=XML")));
    }

    @Test
    void aStubOfWireMocksComesFirst(RackConnectMockServer mock, @MockUri URI uri) throws Exception {
        mock.wireMock()
                .stubFor(get(urlPathEqualTo("/v1/automation_status"))
                        .willReturn(aResponse().withTransformers("response-template").withBody("{{request.path}}")));
        assertEquals("/v1/automation_status", ask(uri.resolve("v1/automation_status")));
        assertEquals("10.181.0.1", ask(uri.resolve("v1/gateway_ip")));
        mock.wireMock().verify(1, getRequestedFor(urlPathEqualTo("/v1/gateway_ip")));
    }

    @Test
    void theControlApiReadsAndWritesJson(@MockUri URI uri) throws Exception {
        assertTrue(ask(uri.resolve("__admin/rackconnect/clock")).startsWith("{"));
    }

    @Test
    void jacksonIsTheUsers() throws Exception {
        String name = System.getProperty("mapper");
        if (name.isEmpty()) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName(DATABIND));
            return;
        }
        Object mapper = Class.forName(name).getConstructor().newInstance();
        String version = mapper.getClass().getMethod("version").invoke(mapper).toString();
        assertTrue(version.startsWith(System.getProperty("jackson.version")), version);
        Object tree = mapper.getClass().getMethod("readTree", String.class).invoke(mapper, "{\"a\":[1]}");
        assertEquals("{\"a\":[1]}", tree.toString());
    }

    @Test
    void nettyIsTheUsers() throws Exception {
        String version = System.getProperty("netty.version");
        if (version.isEmpty()) {
            assertThrows(ClassNotFoundException.class, () -> Class.forName("io.netty.channel.Channel"));
            return;
        }
        Map<?, ?> versions =
                (Map<?, ?>) Class.forName("io.netty.util.Version").getMethod("identify").invoke(null);
        assertTrue(versions.get("netty-common").toString().contains(version), versions.toString());
    }

    @Test
    void xmlIsReadAndWrittenByTheUsers() {
        assertFalse(XMLInputFactory.newFactory().getClass().getName().contains("rackconnect"));
        assertFalse(XMLOutputFactory.newFactory().getClass().getName().contains("rackconnect"));
    }

    private static String ask(URI uri) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri).build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString()).body();
    }
}
