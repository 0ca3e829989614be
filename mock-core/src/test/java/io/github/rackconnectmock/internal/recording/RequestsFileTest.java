package io.github.rackconnectmock.internal.recording;

import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYED;
import static io.github.rackconnectmock.scenario.AutomationStatus.DEPLOYING;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RetryAfter;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestsFileTest {
    static final String JOURNAL = """
            {"received":4,"requests":[
              {"number":1,"at":"2026-11-28T10:00:00Z","source":"10.181.1.11","server":"web1","seenAs":null,"method":"GET",
               "target":"/v1/automation_status","operation":"automation_status","format":"text","answer":"200","status":200,
               "reason":null,"incident":null,"body":"DEPLOYING","step":"start","automationStatus":"DEPLOYING",
               "outcome":"delivered","ended":"2026-11-28T10:00:00.001Z","took":"1ms","retryAfter":null},
              {"number":2,"at":"2026-11-28T10:00:05Z","source":"10.181.1.11","server":"web1","method":"GET",
               "operation":"automation_status","answer":"reset","status":null,"reason":"fault; kind=reset","body":null,
               "outcome":"delivered","took":"2s"},
              {"number":3,"at":"2026-11-28T10:00:10Z","source":"10.181.1.12","server":"web2","method":"GET",
               "operation":"gateway_ip","answer":"503","reason":"fault; kind=answer","body":"No.","took":null,
               "retryAfter":"5"},
              {"number":4,"at":"2026-11-28T10:00:10Z","source":"10.1.1.1","server":null,"method":"GET",
               "operation":"gateway_ip","answer":"403","reason":"unknown-source","body":"No."},
              {"number":5,"at":"2026-11-28T10:00:11Z","source":"10.181.1.11","server":"web1","method":"HEAD",
               "operation":"gateway_ip","answer":"200","reason":null,"body":""},
              {"number":6,"at":"2026-11-28T10:00:12Z","source":"10.181.1.11","server":"web1","method":"GET",
               "operation":null,"answer":"404","reason":"unknown-path","body":""},
              {"number":7,"at":"2026-11-28T10:00:13Z","source":"10.1.1.1","server":"web1","method":"GET",
               "operation":"metadata","answer":"200","reason":null,"body":"{}"}]}
            """;

    static final String HAR = """
            {"log": {"version": "1.2", "creator": {"name": "x", "version": "1"}, "pages": [{"id": "p", "title": [1, 2]}],
              "entries": [
              {"startedDateTime": "2026-11-28T11:00:00.250+01:00", "time": 12.5,
               "request": {"method": "GET", "url": "https://ord.api.rackconnect.rackspace.com/v1/automation_status?format=JSON",
                           "headers": [{"name": "Cookie", "value": "secret"}]},
               "response": {"status": 200, "headers": [], "content": {"mimeType": "application/json", "size": 30,
                            "text": "eyJhdXRvbWF0aW9uX3N0YXR1cyI6IkRFUExPWUVEIn0=", "encoding": "base64"}}},
              {"startedDateTime": "2026-11-28T10:00:05Z", "time": 0,
               "request": {"method": "GET", "url": "http://localhost:8089/as/db1/v1/gateway_ip"},
               "response": {"status": 404, "headers": [], "content": {"mimeType": "text/plain", "text": "none"}}},
              {"startedDateTime": "2026-11-28T10:00:06Z", "time": 1,
               "request": {"method": "GET", "url": "http://localhost:8089/as/10.181.1.11/v1/gateway_ip#x"},
               "response": {"status": 429, "headers": [{"name": "Retry-After", "value": "3"}], "content": {}}},
              {"startedDateTime": "2026-11-28T10:00:07Z", "time": -1, "_error": "net::ERR_CONNECTION_REFUSED",
               "request": {"method": "GET", "url": "http://localhost:8089/v1/gateway_ip"},
               "response": {"status": 0}},
              {"startedDateTime": 7, "request": {"method": "GET", "url": "http://localhost/identity/v2.0/tokens"},
               "response": {"status": 200, "content": {"text": "{}"}}},
              {"startedDateTime": 7, "request": {"method": "GET", "url": "http://localhost/image.png"},
               "response": {"status": 200, "content": {"text": "iVBORw"}}},
              {"request": {"method": "POST", "url": "http://localhost/v1/gateway_ip"}, "response": 7}]}}
            """;

    private static RequestsFile.Content read(String text) throws IOException, RequestsFile.BadFileException {
        return RequestsFile.read("my.json", new ByteArrayInputStream(text.getBytes(UTF_8)));
    }

    @Test
    void readsAJournal() throws Exception {
        RequestsFile.Content content = read(JOURNAL);
        Instant start = Instant.parse("2026-11-28T10:00:00Z");
        assertThat(content.observations())
                .containsExactly(
                        new Observation(
                                "web1",
                                Operation.AUTOMATION_STATUS,
                                start,
                                start.plusMillis(1),
                                new Observation.Status(DEPLOYING)),
                        new Observation(
                                "web1",
                                Operation.AUTOMATION_STATUS,
                                start.plusSeconds(5),
                                start.plusSeconds(7),
                                new Observation.Trouble(new FaultEffect.Reset())),
                        new Observation(
                                "web2",
                                Operation.GATEWAY_IP,
                                start.plusSeconds(10),
                                start.plusSeconds(10),
                                new Observation.Trouble(FaultEffect.Answer.of(503)
                                        .body("No.")
                                        .retryAfter(RetryAfter.of(Duration.ofSeconds(5))))));
        assertThat(content.addresses()).isEqualTo(Map.of("web1", "10.181.1.11", "web2", "10.181.1.12"));
    }

    @Test
    void readsAHarFile() throws Exception {
        RequestsFile.Content content = read(HAR);
        assertThat(content.observations())
                .extracting(Observation::server)
                .containsExactly("web1", "db1", "server-1", "web1");
        assertThat(content.observations())
                .extracting(Observation::seen)
                .containsExactly(
                        new Observation.Status(DEPLOYED),
                        new Observation.Gateway(null),
                        new Observation.Limited(),
                        new Observation.Trouble(new FaultEffect.Refused()));
        Observation first = content.observations().get(0);
        assertThat(first.asked()).isEqualTo(Instant.parse("2026-11-28T10:00:00.250Z"));
        assertThat(first.took()).isEqualTo(Duration.ofNanos(12_500_000));
        assertThat(content.addresses()).isEqualTo(Map.of("server-1", "10.181.1.11"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            ``                                            | my.json: there is no object in it;
            []                                            | my.json: there is no object in it;
            {"a": 1}                                      | my.json: there is neither "requests" nor "log" in it;
            {"requests": []}                              | my.json: there is no GET request for /v1/automation_status,
            {"log": {"entries": []}}                      | my.json: there is no GET request for /v1/automation_status,
            {"requests": [{"server"}]}                    | my.json:1:24: this is no JSON;
            {"requests": [                                | my.json:1:15: this is no JSON;
            {"requests": [7]}                             | my.json: requests[0]: is a number; an object
            {"requests": [{"operation": 7}]}              | my.json: requests[0].operation: is a number; a text
            {"requests": [{"operation": "x", "server": "a", "method": "GET"}]} | my.json: requests[0].operation: "x" is no operation;
            {"requests": [{"operation": "x", "server": "a b", "method": "GET"}]} | my.json: requests[0].server: "a b" is no name;
            {"requests": [{"operation": "gateway_ip", "server": "a", "method": "GET"}]} | my.json: requests[0].at: is missing; a text
            {"requests": [{"operation": "gateway_ip", "server": "a", "method": "GET", "at": "now"}]} | my.json: requests[0].at: is no time;
            {"requests": [{"operation": "gateway_ip", "server": "a", "method": "GET", "at": "2026-01-01T00:00:00Z", "answer": "what"}]} | my.json: requests[0].answer: "what" is no status and no fault
            {"requests": [{"operation": "gateway_ip", "server": "a", "method": "GET", "at": "2026-01-01T00:00:00Z", "took": "long"}]} | my.json: requests[0].took: a duration such as
            {"log": {"entries": [{}]}}                    | my.json: log.entries[0].request: is missing; an object
            {"log": {"entries": [{"request": {"url": 7}}]}} | my.json: log.entries[0].request.url: is a number; a text
            {"log": {"entries": [{"request": {"url": "/v1/gateway_ip", "method": "GET"}, "startedDateTime": "2026-01-01T00:00:00Z", "time": 1e400}]}} | my.json: log.entries[0].time: is no time of a request;
            {"log": {"entries": [{"request": {"url": "/v1/gateway_ip", "method": "GET"}, "startedDateTime": "2026-01-01T00:00:00Z", "time": 1, "response": {"status": 2e9}}]}} | my.json: log.entries[0].response.status: is no status;
            """)
    void mistakesSayWhereAndWhatWouldBeRight(String text, String message) {
        assertThatThrownBy(() -> read(text))
                .isInstanceOf(RequestsFile.BadFileException.class)
                .hasMessageStartingWith(message);
    }

    /** These begin as UTF-32 does. */
    @Test
    void bytesThatAreNoTextAreNoJson() {
        byte[] bytes = {0, 0, 0, '{', 0x7F, -1, -1, -1};
        assertThatThrownBy(() -> RequestsFile.read("my.json", new ByteArrayInputStream(bytes)))
                .isInstanceOf(RequestsFile.BadFileException.class)
                .hasMessageStartingWith("my.json: this is no JSON in UTF-8; ");
    }

    @Test
    void aFileThatCannotBeReadIsNotCalledBad() {
        InputStream broken = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("broken");
            }

            @Override
            public int read(byte[] buffer, int offset, int length) throws IOException {
                return read();
            }
        };
        assertThatThrownBy(() -> RequestsFile.read("my.json", broken)).isInstanceOf(IOException.class);
    }

    /** A HAR file is large, and what is in it beside the API is passed over. */
    @Test
    void bodiesOfOtherRequestsTakeNoMemory() throws Exception {
        String other =
                "{\"request\": {\"method\": \"GET\", \"url\": \"http://localhost/film\"}, \"response\": {\"content\":"
                        + " {\"text\": \"" + "x".repeat(1_000_000) + "\"}}},";
        byte[] text = HAR.replace("\"entries\": [", "\"entries\": [" + other.repeat(20))
                .getBytes(UTF_8);
        assertThat(RequestsFile.read("my.json", new ByteArrayInputStream(text)).observations())
                .hasSize(4);
        List<String> needed = List.of("request", "request.url");
        HarEntries entries = new HarEntries();
        assertThat(needed).allMatch(field -> entries.needs(field, Map.of()));
        assertThat(entries.needs("response.content.text", Map.of("request", Map.of("url", "http://localhost/film"))))
                .isFalse();
    }
}
