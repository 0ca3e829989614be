package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.extension.requestfilter.RequestFilterAction;
import com.github.tomakehurst.wiremock.extension.requestfilter.StubRequestFilterV2;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.rackconnectmock.internal.api.Exchange;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * Finds the exchange of an event of WireMock while the request is being served. WireMock copies a request before its
 * extensions see it. Only a filter sees both the original and the event. Safe for use by several threads.
 */
final class Exchanges implements StubRequestFilterV2 {
    private final Map<UUID, Exchange> byEvent = new ConcurrentHashMap<>();

    @Override
    public RequestFilterAction filter(Request request, ServeEvent event) {
        if (request instanceof StubRequest ours) {
            ours.event(event.getId());
            byEvent.put(event.getId(), ours.exchange());
        }
        return RequestFilterAction.continueWith(request);
    }

    /** The exchange of an event; {@code null} for one that is over. */
    @Nullable
    Exchange of(ServeEvent event) {
        return byEvent.get(event.getId());
    }

    void remove(StubRequest request) {
        UUID event = request.event();
        if (event != null) {
            byEvent.remove(event);
        }
    }

    @Override
    public String getName() {
        return "rackconnect-exchanges";
    }
}
