package io.github.rackconnectmock.internal.recording;

import io.github.rackconnectmock.internal.recording.RequestsFile.WrongValue;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.IpLiteral;
import io.github.rackconnectmock.scenario.Operation;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The requests of a HAR file (HTTP Archive 1.2), in which those of the API may be few among many others. */
final class HarEntries implements RequestsFile.Entries {
    /** A server of a recording that says no name. */
    private static final String SERVER = "web1";

    private static final int MOST_CHARACTERS = 65_536;

    private static final String NAMED = "/as/";

    private static final String TEXT = "response.content.text";

    /** The mock's own HAR files name the server that asked. */
    private static final String OWN_SERVER = "_server";

    private static final Set<String> NEEDED = Set.of(
            "startedDateTime",
            "time",
            "request",
            "request.method",
            "request.url",
            "response",
            "response.status",
            "response.headers",
            "response.headers.name",
            "response.headers.value",
            "response.content",
            "response.content.mimeType",
            TEXT,
            "response.content.encoding",
            "response._error",
            OWN_SERVER,
            "_error");

    private final Map<String, String> addresses = new HashMap<>();
    private final Map<String, String> namesOfAddresses = new HashMap<>();

    @Override
    public String path() {
        return "log.entries";
    }

    /** Of other requests, which may be for anything, the bodies aren't kept. */
    @Override
    public boolean needs(String field, Map<?, ?> before) {
        return NEEDED.contains(field)
                && !(field.equals(TEXT)
                        && before.get("request") instanceof Map<?, ?> request
                        && request.get("url") instanceof String url
                        && operation(path(url)).isEmpty());
    }

    @Override
    public Map<String, String> addresses() {
        return addresses;
    }

    @Override
    public Optional<Observation> read(Entry entry) throws WrongValue {
        Entry request = entry.object("request");
        String path = path(request.text("url"));
        Optional<Operation> operation = operation(path);
        if (operation.isEmpty() || !"GET".equals(request.text("method"))) {
            return Optional.empty();
        }
        String base = path.substring(0, path.length() - operation.get().path().length());
        String own = entry.textIfAny(OWN_SERVER);
        String server = own == null
                ? server(request.path() + ".url", base)
                : Entry.serverName(entry.path() + "." + OWN_SERVER, own);
        Instant asked = JournalEntries.time(entry.path() + ".startedDateTime", entry.text("startedDateTime"));
        double millis = entry.number("time");
        if (millis > Durations.LONGEST.toMillis()) {
            throw new WrongValue(entry.path() + ".time", "is no time of a request; a number of milliseconds");
        }
        Duration took = Duration.ofNanos(Math.round(Math.max(0, millis) * 1_000) * 1_000);
        return Optional.of(
                new Observation(server, operation.get(), asked, asked.plus(took), seen(entry, operation.get())));
    }

    /** The path of a URL, without its query. */
    private static String path(String url) {
        int end = url.length();
        for (char mark : new char[] {'?', '#'}) {
            int at = url.indexOf(mark);
            end = at < 0 ? end : Math.min(end, at);
        }
        return url.substring(0, end);
    }

    /** The operation that a path ends with, whatever is before it. */
    private static Optional<Operation> operation(String path) {
        return Operation.RACKCONNECT.stream()
                .filter(each -> path.endsWith(each.path()))
                .findFirst();
    }

    /** Names in a URL may be addresses, which no server's name is. */
    private String server(String path, String base) throws WrongValue {
        int named = base.lastIndexOf(NAMED);
        String name = named < 0 ? "" : base.substring(named + NAMED.length());
        if (name.isEmpty() || name.contains("/")) {
            return SERVER;
        }
        if (IpLiteral.parse(name).isPresent()) {
            String own = namesOfAddresses.computeIfAbsent(name, each -> "server-" + (namesOfAddresses.size() + 1));
            addresses.put(own, name);
            return own;
        }
        return Entry.serverName(path, name);
    }

    private static Observation.Seen seen(Entry entry, Operation operation) throws WrongValue {
        Entry response = entry.object("response");
        double status = response.number("status");
        if (status < 1) {
            String own = entry.textIfAny("_error");
            String error = own == null ? response.textIfAny("_error") : own;
            return new Observation.Trouble(failure(error == null ? "" : error.toLowerCase(Locale.ROOT)));
        }
        if (!(status >= 100 && status <= 999) || status != Math.rint(status)) {
            throw new WrongValue(response.path() + ".status", "is no status; a number from 100 to 599, or 0 for none");
        }
        String type = null;
        String body = null;
        if (response.fields().get("content") != null) {
            Entry content = response.object("content");
            type = content.textIfAny("mimeType");
            body = text(content);
        }
        return AnswerReader.read(
                operation,
                new AnswerReader.Raw(
                        (int) status,
                        type == null || type.isEmpty() || type.equals("x-unknown") ? null : type,
                        header(response, "retry-after"),
                        header(response, "x-rackconnect-mock-reason"),
                        body));
    }

    private static @Nullable String text(Entry content) throws WrongValue {
        String text = content.textIfAny("text");
        if (text == null || !"base64".equals(content.textIfAny("encoding"))) {
            return text == null || text.length() <= MOST_CHARACTERS ? text : text.substring(0, MOST_CHARACTERS);
        }
        try {
            byte[] bytes = Base64.getMimeDecoder().decode(text);
            return new String(bytes, 0, Math.min(bytes.length, MOST_CHARACTERS), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw new WrongValue(content.path() + ".text", "is no Base64, which \"encoding\" says");
        }
    }

    private static @Nullable String header(Entry response, String name) throws WrongValue {
        int place = 0;
        for (Object each : response.list("headers")) {
            Entry header = Entry.of(response.path() + ".headers[" + place + "]", each);
            if (header.text("name").equalsIgnoreCase(name)) {
                return header.textIfAny("value");
            }
            place++;
        }
        return null;
    }

    /** What Chrome and proxies say of a request that got no answer. */
    private static FaultEffect failure(String error) {
        if (error.contains("refused") || error.contains("name_not_resolved")) {
            return new FaultEffect.Refused();
        }
        if (error.contains("timed_out") || error.contains("timeout") || error.contains("timed out")) {
            return new FaultEffect.Hang();
        }
        if (error.contains("empty")) {
            return new FaultEffect.Empty();
        }
        if (error.contains("cert_date")) {
            return new FaultEffect.Certificate(FaultEffect.Certificate.Problem.EXPIRED);
        }
        if (error.contains("cert_common_name")) {
            return new FaultEffect.Certificate(FaultEffect.Certificate.Problem.WRONG_HOST);
        }
        if (error.contains("cert")) {
            return new FaultEffect.Certificate(FaultEffect.Certificate.Problem.UNTRUSTED);
        }
        if (error.contains("invalid_http") || error.contains("malformed")) {
            return new FaultEffect.Garbage();
        }
        return new FaultEffect.Reset();
    }
}
