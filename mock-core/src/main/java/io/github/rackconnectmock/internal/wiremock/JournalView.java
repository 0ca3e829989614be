package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.common.Limit;
import com.github.tomakehurst.wiremock.common.Timing;
import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.HttpHeaders;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.http.Response;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.store.RequestJournalStore;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.SubEvent;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The mock's journal as WireMock reads it, with the requests from before it was loaded. There is one journal, with one bound
 * and one reset. Each exchange keeps its event.
 */
final class JournalView implements RequestJournalStore {
    private final RequestJournal journal;
    private final Exchanges underWay;

    JournalView(RequestJournal journal, Exchanges underWay) {
        this.journal = journal;
        this.underWay = underWay;
    }

    /** The exchange is added to the journal when its answer is sent, right after this. */
    @Override
    public void add(ServeEvent event) {
        attach(event);
    }

    /** An event that was removed meanwhile stays removed. */
    @Override
    public void put(UUID id, ServeEvent event) {
        attach(event);
    }

    private void attach(ServeEvent event) {
        Exchange exchange = underWay.of(event);
        if (exchange != null) {
            // As it was sent, though stubs may have seen it without the server's name.
            exchange.attach(event.replaceRequest(LoggedRequest.createFrom(new StubRequest(exchange))));
        }
    }

    /** The newest first, as WireMock's own store does. */
    @Override
    public Stream<ServeEvent> getAll() {
        Deque<ServeEvent> newestFirst = new ArrayDeque<>();
        journal.exchanges().forEach(exchange -> newestFirst.addFirst(event(exchange)));
        return newestFirst.stream();
    }

    @Override
    public Stream<UUID> getAllKeys() {
        return getAll().map(ServeEvent::getId);
    }

    @Override
    public Optional<ServeEvent> get(@Nullable UUID id) {
        return getAll().filter(event -> event.getId().equals(id)).findFirst();
    }

    @Override
    public void remove(UUID id) {
        journal.remove(exchange -> event(exchange).getId().equals(id));
    }

    @Override
    public void removeLast() {
        // WireMock asks for this to bound its journal, which bounds itself.
    }

    @Override
    public void clear() {
        journal.clear();
    }

    private static ServeEvent event(Exchange exchange) {
        synchronized (exchange) {
            if (exchange.attachment() instanceof ServeEvent event) {
                return event;
            }
            ServeEvent event = eventOf(exchange);
            exchange.attach(event);
            return event;
        }
    }

    /** The event that WireMock would have made of the exchange. */
    private static ServeEvent eventOf(Exchange exchange) {
        HttpHeaders headers = new HttpHeaders(new HttpHeader("Content-Type", exchange.contentType()));
        ResponseDefinition definition = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(exchange.status())
                .withHeader("Content-Type", exchange.contentType())
                .withBody(exchange.body())
                .build();
        Response response = Response.response()
                .status(exchange.status())
                .headers(headers)
                .body(exchange.body())
                .build();
        Queue<SubEvent> none = new ArrayDeque<>();
        return new ServeEvent(
                UUID.randomUUID(),
                LoggedRequest.createFrom(new StubRequest(exchange)),
                null,
                definition,
                LoggedResponse.from(response, Limit.UNLIMITED),
                true,
                Timing.UNTIMED,
                none);
    }
}
