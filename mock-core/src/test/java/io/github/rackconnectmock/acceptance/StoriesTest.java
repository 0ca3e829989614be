package io.github.rackconnectmock.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rackconnectmock.RackConnectMockServer;
import io.github.rackconnectmock.Scenarios;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.Region;
import java.io.IOException;
import java.net.ConnectException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What incident reports tell, each as a scenario file and as the timeline that it gives, over real sockets on a frozen clock.
 * A line of a timeline says the time since the start, who asks, what, and after the arrow what came:
 *
 * <pre>
 * 5m web1 automation_status -> 503 retry-after=600 (fault; kind=answer; incident=dfw-outage)
 * 6m signal rebuild
 * 6m web1 gateway_ip at ORD -> 404 (gateway-unassigned; next-step=up after 30s)
 * </pre>
 *
 * <p>{@code by proxy} asks in a tunnel of the forward proxy, with TLS; {@code by port} asks a port of the server's own.
 */
class StoriesTest {
    private static final int SHORT = 60;
    private static final int NO_ANSWER_MILLIS = 150;
    private static final String ARROW = " -> ";

    static List<Path> stories() throws IOException, URISyntaxException {
        Path folder = Path.of(Objects.requireNonNull(StoriesTest.class.getResource("/stories"))
                .toURI());
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".json"))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("stories")
    void isPlayedAsItsTimelineSays(Path file) throws Exception {
        Path timeline = Path.of(file.toString().replace(".json", ".timeline"));
        List<String> expected = Files.readAllLines(timeline);

        List<String> played = new ArrayList<>();
        try (RackConnectMockServer mock = RackConnectMockServer.builder()
                .scenario(Scenarios.read(file))
                .frozen(true)
                .start()) {
            Instant start = mock.clock().instant();
            for (String line : expected) {
                played.add(play(mock, start, line));
            }
        }

        assertThat(played).containsExactlyElementsOf(expected);
    }

    /** Plays one line, and gives it back with what came. */
    private static String play(RackConnectMockServer mock, Instant start, String line) throws Exception {
        if (line.isBlank() || line.startsWith("#")) {
            return line;
        }
        String asked = line.contains(ARROW) ? line.substring(0, line.indexOf(ARROW)) : line;
        String[] words = asked.strip().split(" +");
        Duration time = Durations.parse(words[0]).orElseThrow(() -> new AssertionError("no time: " + line));
        Duration ahead = Duration.between(mock.clock().instant(), start.plus(time));
        mock.clock().advance(ahead);
        switch (words[1]) {
            case "signal" -> mock.fire(words[2]);
            case "restart" -> mock.server(words[2]).restart();
            case "begin" -> mock.incident(words[2]).begin();
            case "end" -> mock.incident(words[2]).end();
            default -> {
                return asked + ARROW + ask(mock, words, line);
            }
        }
        return line;
    }

    private static String ask(RackConnectMockServer mock, String[] words, String line) throws Exception {
        if (words.length > 4 && words[3].equals("by")) {
            return words[4].equals("proxy")
                    ? askByProxy(mock, words[1], words[2])
                    : askByPort(mock, words[1], words[2]);
        }
        Optional<Region> host =
                words.length > 4 && words[3].equals("at") ? Optional.of(Region.valueOf(words[4])) : Optional.empty();
        String who = words[1];
        String path = who.equals("stranger") ? "/v1/" : "/as/" + who + "/v1/";
        List<String> headers = new ArrayList<>();
        if (who.equals("stranger")) {
            headers.add("X-Forwarded-For: 203.0.113.9");
        }
        host.ifPresent(region -> headers.add("Host: " + region.host()));
        boolean noAnswer = line.endsWith("no answer");
        int known = mock.requests().size();
        try (Socket socket = Wire.connect(mock.baseUri())) {
            if (noAnswer) {
                socket.setSoTimeout(NO_ANSWER_MILLIS);
            }
            Wire.write(socket, "GET", path + words[2], headers.toArray(String[]::new));
            mock.awaitRequests(requests -> requests.size() > known, Duration.ofSeconds(20));
            return shown(Wire.read(socket.getInputStream(), false), mock.baseUri());
        } catch (SocketTimeoutException e) {
            return "no answer";
        } catch (SocketException e) {
            return "reset";
        } catch (IOException e) {
            return String.valueOf(e.getMessage()).startsWith("no HTTP") ? "no HTTP" : "closed";
        }
    }

    private static String askByProxy(RackConnectMockServer mock, String server, String operation) throws Exception {
        String host = Region.DFW.host();
        String user = Base64.getEncoder().encodeToString((server + ":").getBytes(StandardCharsets.UTF_8));
        try (Socket socket = Wire.connect(mock.baseUri())) {
            socket.setSoTimeout(NO_ANSWER_MILLIS);
            Wire.Answer tunnel = Wire.connectTunnel(socket, host, "Proxy-Authorization: Basic " + user);
            if (tunnel.status() != 200) {
                return "CONNECT " + shown(tunnel, mock.baseUri());
            }
            socket.setSoTimeout(Wire.PATIENCE_MILLIS);
            SSLSocket tls = Wire.tls(socket, mock.sslContext(), host);
            return shown(Wire.send(tls, "GET", "/v1/" + operation, "Host: " + host), mock.baseUri());
        } catch (SocketTimeoutException e) {
            return "no answer";
        } catch (SSLException e) {
            return "certificate refused";
        }
    }

    private static String askByPort(RackConnectMockServer mock, String server, String operation) throws Exception {
        try (Socket socket = Wire.connect(mock.proxyUri(server))) {
            return shown(Wire.send(socket, "GET", "/v1/" + operation), mock.baseUri());
        } catch (ConnectException e) {
            return "connection refused";
        }
    }

    private static String shown(Wire.Answer answer, URI base) {
        StringBuilder shown = new StringBuilder().append(answer.status());
        for (String name : List.of("Retry-After", "Location", "Via", "Date-Of-Cache")) {
            answer.headers(name)
                    .forEach(value -> shown.append(' ')
                            .append(name.toLowerCase(Locale.ROOT))
                            .append('=')
                            .append(value));
        }
        String type = answer.headers("Content-Type").stream().findFirst().orElse("no type");
        if (!type.startsWith("text/plain")) {
            shown.append(" [").append(type).append(']');
        }
        boolean isOwn = answer.headers("X-RackConnect-Mock-Reason").isEmpty();
        if ((isOwn || answer.status() < 300) && !answer.body().isEmpty()) {
            shown.append(' ')
                    .append(answer.body().length() > SHORT ? answer.body().substring(0, SHORT) + "…" : answer.body());
        }
        if (!isOwn) {
            shown.append(" (").append(answer.reason()).append(')');
        }
        return shown.toString().replace(base.toString(), "/");
    }
}
