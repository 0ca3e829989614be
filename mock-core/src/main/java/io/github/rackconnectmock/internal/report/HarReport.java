package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The report as an HTTP Archive 1.2: a page for each server. The fields with an underscore are the mock's own. */
final class HarReport {
    private HarReport() {}

    static Map<String, Object> write(ReportWriter.Parts parts) {
        List<Object> entries = new ArrayList<>();
        Set<String> askers = new LinkedHashSet<>();
        for (Exchange exchange : parts.history().requests()) {
            askers.add(page(exchange));
            entries.add(entry(exchange, parts.secrets()));
        }
        List<Object> pages = new ArrayList<>();
        for (String asker : askers) {
            Map<String, Object> page = new LinkedHashMap<>();
            page.put("startedDateTime", parts.history().began().toString());
            page.put("id", asker);
            page.put("title", asker);
            page.put("pageTimings", Map.of());
            pages.add(page);
        }
        Map<String, Object> log = new LinkedHashMap<>();
        log.put("version", "1.2");
        Map<String, Object> creator = new LinkedHashMap<>();
        creator.put("name", "rackconnect-mock");
        creator.put("version", ReportWriter.version());
        log.put("creator", creator);
        log.put("pages", pages);
        log.put("entries", entries);
        return Map.of("log", log);
    }

    private static String page(Exchange exchange) {
        String server = exchange.server();
        return server == null ? exchange.source() : server;
    }

    private static Map<String, Object> entry(Exchange exchange, Secrets secrets) {
        double millis = exchange.tookNanos() / 1e6;
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("pageref", page(exchange));
        entry.put("startedDateTime", exchange.at().toString());
        entry.put("time", millis);
        entry.put("request", request(exchange.request(), secrets));
        entry.put("response", response(exchange, secrets));
        entry.put("cache", Map.of());
        Map<String, Object> timings = new LinkedHashMap<>();
        timings.put("send", 0);
        timings.put("wait", millis);
        timings.put("receive", 0);
        entry.put("timings", timings);
        putIfKnown(entry, "_server", exchange.server());
        putIfKnown(entry, "_reason", exchange.reason());
        putIfKnown(entry, "_incident", exchange.incident());
        entry.put("_answer", exchange.word());
        entry.put("_outcome", RequestView.summary(exchange, secrets).get("outcome"));
        return entry;
    }

    private static void putIfKnown(Map<String, Object> entry, String name, @Nullable String value) {
        if (value != null) {
            entry.put(name, value);
        }
    }

    private static Map<String, Object> request(ApiRequest sent, Secrets secrets) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("method", sent.method());
        request.put("url", sent.baseUrl() + secrets.target(sent.target()));
        request.put("httpVersion", "HTTP/1.1");
        request.put("cookies", List.of());
        request.put("headers", fields(sent.fields(), secrets));
        request.put("queryString", List.of());
        request.put("headersSize", -1);
        request.put("bodySize", sent.body().length);
        return request;
    }

    private static Map<String, Object> response(Exchange exchange, Secrets secrets) {
        boolean isSent = exchange.sendsStatus();
        Map<String, Object> response = new LinkedHashMap<>();
        response.put("status", isSent ? exchange.status() : 0);
        response.put("statusText", "");
        response.put("httpVersion", "HTTP/1.1");
        response.put("cookies", List.of());
        response.put("headers", fields(RequestView.answerFields(exchange), secrets));
        Map<String, Object> content = new LinkedHashMap<>();
        boolean hasBody = RequestView.hasBody(exchange);
        content.put("size", hasBody ? exchange.body().length : 0);
        content.put("mimeType", hasBody ? exchange.contentType() : "x-unknown");
        if (hasBody) {
            content.put("text", secrets.body(exchange));
        }
        response.put("content", content);
        response.put("redirectURL", exchange.location() == null ? "" : exchange.location());
        response.put("headersSize", -1);
        response.put("bodySize", hasBody ? exchange.body().length : 0);
        if (!isSent) {
            response.put("_error", error(exchange.word()));
        }
        return response;
    }

    /** As Chrome says what became of a request without an answer. */
    private static String error(String fault) {
        return switch (fault) {
            case "hang" -> "net::ERR_TIMED_OUT";
            case "empty" -> "net::ERR_EMPTY_RESPONSE";
            case "garbage" -> "net::ERR_INVALID_HTTP_RESPONSE";
            case "refused" -> "net::ERR_CONNECTION_REFUSED";
            default -> "net::ERR_CONNECTION_RESET";
        };
    }

    private static List<Object> fields(HeaderFields fields, Secrets secrets) {
        List<Object> list = new ArrayList<>();
        secrets.fields(fields).forEach(each -> {
            Map<String, Object> field = new LinkedHashMap<>();
            field.put("name", each.get(0));
            field.put("value", each.get(1));
            list.add(field);
        });
        return list;
    }
}
