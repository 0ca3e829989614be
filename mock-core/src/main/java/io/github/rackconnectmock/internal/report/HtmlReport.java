package io.github.rackconnectmock.internal.report;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The report as one HTML file. It reads without its script and its style sheet, since some tools show archived files without both;
 * the script only makes the picture larger and finds things in it.
 */
final class HtmlReport {
    /** No reader goes through more rows; the data has all. */
    private static final int MOST_ROWS = 500;

    private final ReportWriter.Parts parts;
    private final StringBuilder html = new StringBuilder();

    HtmlReport(ReportWriter.Parts parts) {
        this.parts = parts;
    }

    String write(TimelineView view) {
        html.append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n")
                .append("<meta http-equiv=\"Content-Security-Policy\" content=\"")
                .append(policy())
                .append("\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>")
                .append(Html.text(parts.title()))
                .append("</title>\n<style>")
                .append(style())
                .append(
                        "</style>\n</head>\n<body>\n<main id=\"static\">\n<font face=\"system-ui, Segoe UI, Helvetica, Arial, sans-serif\">\n");
        element("h1", parts.title());
        if (parts.verdict() != null) {
            element("pre", parts.verdict());
        }
        summary();
        html.append(Picture.of(parts.history(), parts.shown(), parts.events(), parts.at()));
        requests();
        html.append("</font>\n</main>\n<script type=\"application/json\" id=\"data\">")
                .append(Html.json(data(view)))
                .append("</script>\n<script>")
                .append(script())
                .append("</script>\n</body>\n</html>\n");
        return html.toString();
    }

    private static String style() {
        return "\n" + PageFiles.text(PageFiles.STYLE);
    }

    private static String script() {
        return "\n" + PageFiles.script();
    }

    /** Nothing runs in a report but its own script, whatever a scenario or a request has in it. */
    static String policy() {
        return "default-src 'none'; script-src '" + hash(script()) + "'; style-src '" + hash(style())
                + "'; img-src data:; base-uri 'none'; form-action 'none'";
    }

    private static String hash(String text) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return "sha256-" + Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private void element(String name, String text) {
        html.append('<').append(name).append('>');
        html.append(Html.text(text)).append("</").append(name).append(">\n");
    }

    private void summary() {
        History history = parts.history();
        if (history.scenario().description() != null) {
            element("p", history.scenario().description());
        }
        int left = history.servers().size() - parts.shown().size();
        element(
                "p",
                ReportWriter.number(history.servers().size(), "server") + ", "
                        + ReportWriter.number(history.received(), "request") + ", from " + history.began() + " to "
                        + history.now() + " in the mock's time."
                        + (left > 0 ? " The picture leaves out " + ReportWriter.number(left, "server") + "." : ""));
        history.missing(parts.shown()).forEach(each -> element("p", "(" + each + ")"));
    }

    private void requests() {
        List<Event> events = parts.events();
        int leftOut = Math.max(0, events.size() - MOST_ROWS);
        element("h2", "What happened");
        if (leftOut > 0) {
            element("p", "The first " + ReportWriter.number(leftOut, "event") + " are left out here.");
        }
        html.append("<table border=\"1\" cellspacing=\"0\" cellpadding=\"4\">\n<tr>"
                + "<th align=\"right\">after</th><th align=\"left\">who</th><th align=\"left\">what</th></tr>\n");
        for (Event event : events.subList(leftOut, events.size())) {
            String mark = event.request() == null ? " bgcolor=\"#eef1f4\"" : "";
            html.append("<tr").append(mark).append("><td align=\"right\">");
            html.append(Html.text(parts.after(event.at()))).append("</td><td>");
            html.append(Html.text(event.who())).append("</td><td>");
            html.append(Html.text(event.what())).append("</td></tr>\n");
        }
        html.append("</table>\n");
    }

    private String data(TimelineView view) {
        Map<String, @Nullable Object> document = view.whole();
        document.put(
                "requests",
                parts.history().requests().stream()
                        .map(each -> RequestView.withHeaders(each, parts.secrets()))
                        .toList());
        Map<String, @Nullable Object> report = new LinkedHashMap<>();
        report.put("title", parts.title());
        report.put("verdict", parts.verdict());
        report.put("at", Optional.ofNullable(parts.at()).map(Object::toString).orElse(null));
        document.put("report", report);
        return ReportWriter.json(document);
    }
}
