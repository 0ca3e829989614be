package io.github.rackconnectmock.internal.wiremock.jetty;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import wiremock.org.eclipse.jetty.http.HttpFields;
import wiremock.org.eclipse.jetty.http.HttpHeader;
import wiremock.org.eclipse.jetty.http.HttpStatus;
import wiremock.org.eclipse.jetty.server.handler.ErrorHandler;

/** Answers what isn't HTTP, or too large, in a sentence instead of a page. */
final class PlainErrorHandler extends ErrorHandler {
    @Override
    public ByteBuffer badMessageError(int status, String reason, HttpFields.Mutable fields) {
        String text = HttpStatus.getMessage(status) + ".";
        fields.put(HttpHeader.CONTENT_TYPE, "text/plain; charset=utf-8");
        fields.put("X-RackConnect-Mock-Reason", "unreadable-request");
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }
}
