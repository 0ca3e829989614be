package io.github.rackconnectmock.internal.control;

import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import io.github.rackconnectmock.internal.report.PageFiles;
import io.github.rackconnectmock.internal.report.ReportWriter;
import io.github.rackconnectmock.internal.report.Secrets;
import io.github.rackconnectmock.internal.report.TimelineView;

/** The live page, what it shows, and reports. */
final class PageRoutes {
    /** The page needs nothing but its own parts, and no other page may hold it in a frame and have its buttons pressed. */
    private static final String POLICY = "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self';"
            + " img-src 'self' data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

    private final TimelineView timeline;
    private final ReportWriter report;

    PageRoutes(RackConnectApi api, RequestJournal journal) {
        this.timeline = new TimelineView(api, journal);
        this.report = new ReportWriter(api, journal);
    }

    /** Without the slash, the page wouldn't find its parts. */
    static ControlAnswer withSlash() {
        return ControlAnswer.of(308, "text/plain; charset=utf-8", "The page is at rackconnect/.")
                .with("Location", "rackconnect/");
    }

    static ControlAnswer page() {
        return file(PageFiles.PAGE);
    }

    static ControlAnswer part(String name) {
        if (!PageFiles.parts().contains(name)) {
            throw ControlProblem.notFound("there is no /" + name + " here; GET openapi.json lists what there is");
        }
        return file(name);
    }

    private static ControlAnswer file(String name) {
        return ControlAnswer.of(200, PageFiles.mediaType(name), PageFiles.text(name))
                .with("Content-Security-Policy", POLICY)
                .with("X-Content-Type-Options", "nosniff")
                .with("Referrer-Policy", "no-referrer")
                .with("Cache-Control", "no-cache");
    }

    Object timeline(ControlRequest request) {
        String since = request.query().get("since");
        if (request.query().size() > (since == null ? 0 : 1)) {
            throw ControlProblem.badRequest("the timeline takes since=, the id of the document before");
        }
        return since == null ? timeline.whole() : timeline.since(since).fields();
    }

    ControlAnswer events(ControlRequest request) {
        HeaderFields fields = new HeaderFields(
                "Content-Type", "text/event-stream", "Cache-Control", "no-store", "X-Content-Type-Options", "nosniff");
        boolean isHead = request.method().equals("HEAD");
        return new ControlAnswer(200, fields, "", isHead ? null : new EventStream(timeline, request.lastEventId()));
    }

    ControlAnswer report(String ending, ControlRequest request) {
        ReportWriter.Format format = ReportWriter.Format.of(ending)
                .orElseThrow(() -> ControlProblem.notFound("there is no report of this format"));
        boolean shown = "true".equals(request.query().get("show-secrets"));
        String text = report.write(
                format,
                new ReportWriter.Heading("Report of the mock", null, null),
                shown ? Secrets.SHOWN : Secrets.MASKED);
        return ControlAnswer.of(200, format.mediaType(), text)
                .with("Content-Security-Policy", ReportWriter.policy())
                .with("X-Content-Type-Options", "nosniff")
                .with("Cache-Control", "no-store");
    }
}
