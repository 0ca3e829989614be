package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.extension.ResponseTransformerV2;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Gives every answer the mock's date, and takes away what would give WireMock away. */
final class MockHeaders implements ResponseTransformerV2 {
    /** RFC 9110's form, which {@link DateTimeFormatter#RFC_1123_DATE_TIME} misses in the first nine days of a month. */
    private static final DateTimeFormatter HTTP_DATE = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US)
            .withZone(ZoneOffset.UTC);

    private final ApiRequests requests;
    private volatile DateText latest = new DateText(Instant.EPOCH);

    /** A second and how HTTP writes it: most answers have that of the answer before. */
    private record DateText(long second, String text) {
        DateText(Instant instant) {
            this(instant.getEpochSecond(), HTTP_DATE.format(instant));
        }
    }

    MockHeaders(ApiRequests requests) {
        this.requests = requests;
    }

    @Override
    public Response transform(Response response, ServeEvent event) {
        List<HttpHeader> headers = new ArrayList<>();
        for (HttpHeader header : response.getHeaders().all()) {
            if (!header.keyEquals("Matched-Stub-Id") && !header.keyEquals("Matched-Stub-Name")) {
                headers.add(header);
            }
        }
        if (!response.getHeaders().getHeader("Date").isPresent()) {
            headers.add(new HttpHeader("Date", date(requests.fake().clock().instant())));
        }
        return Response.Builder.like(response)
                .but()
                .headers(new HttpHeaders(headers))
                .build();
    }

    private String date(Instant now) {
        DateText date = latest;
        if (date.second() != now.getEpochSecond()) {
            date = new DateText(now);
            latest = date;
        }
        return date.text();
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    @Override
    public String getName() {
        return "rackconnect-headers";
    }
}
