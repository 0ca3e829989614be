package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.Gzip;
import com.github.tomakehurst.wiremock.http.ContentTypeHeader;
import com.github.tomakehurst.wiremock.http.FormParameter;
import io.github.rackconnectmock.internal.api.HeaderFields;
import java.net.URLDecoder;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The body of a request as WireMock reads it: unzipped, as text, and as a form. Used on one thread. */
final class StubBody {
    private static final String CONTENT_TYPE = "Content-Type";

    private final byte[] sent;
    private final HeaderFields fields;
    private byte @Nullable [] unzipped;
    private @Nullable Map<String, FormParameter> form;

    /** @param sent as it came, empty for none; not copied */
    StubBody(byte[] sent, HeaderFields fields) {
        this.sent = sent;
        this.fields = fields;
    }

    /** The body, unzipped as WireMock's own server does; a body that isn't zipped as it says stays as it is. */
    byte[] bytes() {
        byte[] known = unzipped;
        if (known == null) {
            known = sent;
            String coding = fields.first("Content-Encoding");
            if ((coding != null && coding.contains("gzip")) || Gzip.isGzipped(known)) {
                known = Unzip.upTo(known);
            }
            unzipped = known;
        }
        return known;
    }

    /** The character set of the body; UTF-8 where it is unknown, so that the request isn't refused. */
    private Charset charset() {
        String type = fields.first(CONTENT_TYPE);
        Charset said = type == null ? null : charsetOf(type);
        return said == null ? StandardCharsets.UTF_8 : said;
    }

    /** The character set of a media type as WireMock reads it; {@code null} for an unknown one. */
    static @Nullable Charset charsetOf(String type) {
        try {
            return new ContentTypeHeader(type).charset();
        } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException e) {
            return null;
        }
    }

    String text() {
        return new String(bytes(), charset());
    }

    /** The fields of a form, by name; empty for another media type. */
    Map<String, FormParameter> form() {
        Map<String, FormParameter> known = form;
        if (known == null) {
            known = readForm();
            form = known;
        }
        return known;
    }

    private Map<String, FormParameter> readForm() {
        String type = fields.first(CONTENT_TYPE);
        if (type == null || !type.contains("application/x-www-form-urlencoded")) {
            return Map.of();
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String pair : text().split("&", -1)) {
            int equals = pair.indexOf('=');
            String name = decoded(equals < 0 ? pair : pair.substring(0, equals));
            if (!name.isEmpty()) {
                values.computeIfAbsent(name, first -> new ArrayList<>())
                        .add(equals < 0 ? "" : decoded(pair.substring(equals + 1)));
            }
        }
        Map<String, FormParameter> parameters = new LinkedHashMap<>();
        values.forEach((name, all) -> parameters.put(name, new FormParameter(name, all)));
        return parameters;
    }

    private String decoded(String text) {
        try {
            return URLDecoder.decode(text, charset());
        } catch (IllegalArgumentException e) {
            return text;
        }
    }
}
