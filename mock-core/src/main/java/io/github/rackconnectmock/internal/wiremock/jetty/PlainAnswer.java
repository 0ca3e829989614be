package io.github.rackconnectmock.internal.wiremock.jetty;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import wiremock.jakarta.servlet.http.HttpServletResponse;
import wiremock.org.eclipse.jetty.server.Request;

/** An answer that WireMock has no part in: a sentence and its reason. */
final class PlainAnswer {
    private PlainAnswer() {}

    static void send(Request request, HttpServletResponse response, int status, String text, String reason)
            throws IOException {
        byte[] body = text.getBytes(StandardCharsets.UTF_8);
        response.reset();
        response.setStatus(status);
        response.setHeader("X-RackConnect-Mock-Reason", reason);
        response.setContentType("text/plain; charset=utf-8");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
        request.setHandled(true);
    }
}
