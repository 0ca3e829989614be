package io.github.rackconnectmock.internal.report;

import java.util.List;

/** The report as Markdown, for the summary of a CI job, which takes so much text only. */
final class MarkdownReport {
    private static final int MOST_FIRST = 50;
    private static final int MOST_LAST = 200;

    private MarkdownReport() {}

    static String write(ReportWriter.Parts parts) {
        StringBuilder text = new StringBuilder("# ").append(line(parts.title())).append("\n\n");
        String verdict = parts.verdict();
        if (verdict != null) {
            verdict.lines().forEach(each -> text.append("    ").append(each).append('\n'));
            text.append('\n');
        }
        History history = parts.history();
        text.append(ReportWriter.number(history.servers().size(), "server"))
                .append(", ")
                .append(ReportWriter.number(history.received(), "request"))
                .append(", from ")
                .append(history.began())
                .append(" on, in the mock's time.\n\n");
        history.missing(parts.shown())
                .forEach(each -> text.append('(').append(line(each)).append(")\n\n"));
        text.append("| after | who | what |\n|---:|---|---|\n");
        List<Event> events = parts.events();
        for (int i = 0; i < events.size(); i++) {
            int left = events.size() - i;
            if (i == MOST_FIRST && left > MOST_LAST) {
                text.append("| … | | ")
                        .append(ReportWriter.number(left - MOST_LAST, "event"))
                        .append(" more |\n");
                i += left - MOST_LAST;
            }
            Event event = events.get(i);
            text.append("| ")
                    .append(parts.after(event.at()))
                    .append(" | ")
                    .append(line(event.who()))
                    .append(" | ")
                    .append(event.request() == null ? "**" + line(event.what()) + "**" : line(event.what()))
                    .append(" |\n");
        }
        return text.append("| ")
                .append(parts.after(history.now()))
                .append(" | | (now) |\n")
                .toString();
    }

    /** Text in which nothing is markup. */
    private static String line(String text) {
        StringBuilder safe = new StringBuilder(text.length() + 16);
        text.codePoints().forEach(each -> {
            if (each < 0x20 || each == 0x7F) {
                safe.append(' ');
            } else {
                if ("\\`*_{}[]<>()#+!|~&".indexOf(each) >= 0) {
                    safe.append('\\');
                }
                safe.appendCodePoint(each);
            }
        });
        return safe.toString();
    }
}
