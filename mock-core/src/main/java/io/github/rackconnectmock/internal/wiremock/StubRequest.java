package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.Urls;
import com.github.tomakehurst.wiremock.http.ContentTypeHeader;
import com.github.tomakehurst.wiremock.http.Cookie;
import com.github.tomakehurst.wiremock.http.FormParameter;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.QueryParameter;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.multipart.PartParser;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import java.net.URI;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A request of the front as WireMock's type. Used on one thread. */
final class StubRequest implements Request {
    private static final Pattern BROKEN_ESCAPE = Pattern.compile("%(?![0-9A-Fa-f]{2})");
    private static final String CONTENT_TYPE = "Content-Type";

    private final Exchange exchange;
    private final HeaderFields fields;
    private final String url;
    private final URI base;
    private final Map<String, QueryParameter> query;
    private final StubBody body;
    private @Nullable UUID event;
    private @Nullable Collection<Part> parts;

    /** The request as it was sent. */
    StubRequest(Exchange exchange) {
        this(exchange, exchange.request().target());
    }

    private StubRequest(Exchange exchange, String target) {
        this.exchange = exchange;
        this.fields = exchange.request().fields();
        // Percent signs that escape nothing are escaped: WireMock would refuse the whole request.
        this.url = BROKEN_ESCAPE.matcher(target).replaceAll("%25");
        this.body = new StubBody(exchange.request().body(), fields);
        this.base = URI.create(exchange.request().baseUrl());
        int question = url.indexOf('?');
        this.query = question < 0 ? Map.of() : Urls.splitQuery(url.substring(question + 1));
    }

    /** The same request without the part of the path that names the server. */
    StubRequest withoutName() {
        return new StubRequest(exchange, exchange.request().targetWithoutName());
    }

    Exchange exchange() {
        return exchange;
    }

    /** Remembers the event that WireMock made of it. */
    void event(UUID id) {
        event = id;
    }

    @Nullable
    UUID event() {
        return event;
    }

    @Override
    public String getUrl() {
        return url;
    }

    @Override
    public String getAbsoluteUrl() {
        return exchange.request().baseUrl() + url;
    }

    @Override
    public RequestMethod getMethod() {
        return RequestMethod.fromString(exchange.request().method());
    }

    @Override
    public String getScheme() {
        return base.getScheme();
    }

    @Override
    public String getHost() {
        return base.getHost() == null ? "localhost" : base.getHost();
    }

    @Override
    public int getPort() {
        return base.getPort() >= 0 ? base.getPort() : base.getScheme().equals("https") ? 443 : 80;
    }

    @Override
    public String getClientIp() {
        String forwarded = fields.combined("X-Forwarded-For");
        return forwarded == null || forwarded.isEmpty()
                ? exchange.request().peer().getHostAddress()
                : forwarded;
    }

    @Override
    public @Nullable String getHeader(String key) {
        return fields.first(key);
    }

    @Override
    public HttpHeader header(String key) {
        List<String> values = fields.all(key);
        return values.isEmpty() ? HttpHeader.absent(key) : new HttpHeader(key, values);
    }

    @Override
    public ContentTypeHeader contentTypeHeader() {
        return getHeaders().getContentTypeHeader();
    }

    @Override
    public HttpHeaders getHeaders() {
        List<HttpHeader> headers = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            String name = fields.name(i);
            String value = fields.value(i);
            // WireMock fails at an unknown character set when it shows the body: it looks at the first
            // value.
            headers.add(
                    name.equalsIgnoreCase(CONTENT_TYPE) && StubBody.charsetOf(value) == null
                            ? new HttpHeader(name, value.split(";", 2)[0], value)
                            : HttpHeader.httpHeader(name, value));
        }
        return new HttpHeaders(headers);
    }

    @Override
    public boolean containsHeader(String key) {
        return fields.first(key) != null;
    }

    @Override
    public Set<String> getAllHeaderKeys() {
        Set<String> keys = new LinkedHashSet<>();
        for (int i = 0; i < fields.size(); i++) {
            keys.add(fields.name(i));
        }
        return keys;
    }

    @Override
    public QueryParameter queryParameter(String key) {
        return query.getOrDefault(key, QueryParameter.absent(key));
    }

    @Override
    public FormParameter formParameter(String key) {
        return formParameters().getOrDefault(key, FormParameter.absent(key));
    }

    @Override
    public Map<String, FormParameter> formParameters() {
        return body.form();
    }

    @Override
    public Map<String, Cookie> getCookies() {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (String field : fields.all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                int equals = pair.indexOf('=');
                if (equals > 0) {
                    values.computeIfAbsent(pair.substring(0, equals).strip(), first -> new ArrayList<>())
                            .add(pair.substring(equals + 1).strip());
                }
            }
        }
        Map<String, Cookie> cookies = new LinkedHashMap<>();
        values.forEach((name, all) -> cookies.put(name, new Cookie(null, all)));
        return cookies;
    }

    @Override
    public byte[] getBody() {
        return body.bytes();
    }

    @Override
    public String getBodyAsString() {
        return body.text();
    }

    @Override
    public String getBodyAsBase64() {
        return Base64.getEncoder().encodeToString(getBody());
    }

    @Override
    public boolean isMultipart() {
        String type = fields.first(CONTENT_TYPE);
        return type != null && type.strip().toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    @Override
    public @Nullable Collection<Part> getParts() {
        if (!isMultipart()) {
            return null;
        }
        Collection<Part> known = parts;
        if (known == null) {
            known = readParts();
            parts = known;
        }
        return known.isEmpty() ? null : known;
    }

    private Collection<Part> readParts() {
        try {
            return PartParser.parseFrom(this);
        } catch (RuntimeException e) {
            // Such a body has no parts to match.
            return List.of();
        }
    }

    @Override
    public @Nullable Part getPart(String name) {
        Collection<Part> all = getParts();
        return all == null
                ? null
                : all.stream()
                        .filter(part -> part.getName().equals(name))
                        .findFirst()
                        .orElse(null);
    }

    @Override
    public boolean isBrowserProxyRequest() {
        return false;
    }

    @Override
    public Optional<Request> getOriginalRequest() {
        return Optional.empty();
    }

    @Override
    public String getProtocol() {
        return "HTTP/1.1";
    }
}
