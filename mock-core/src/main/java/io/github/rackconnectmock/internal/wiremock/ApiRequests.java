package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.http.HttpHeader;
import com.github.tomakehurst.wiremock.http.Request;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.fake.RackConnectFake;
import io.github.rackconnectmock.internal.wiremock.jetty.Exchange;
import io.github.rackconnectmock.internal.wiremock.jetty.Exchanges;

/** What WireMock's request and its connection are to the API, and which fake is to answer. */
final class ApiRequests {
    private final Exchanges exchanges;
    private volatile RackConnectFake fake;

    ApiRequests(Exchanges exchanges, RackConnectFake fake) {
        this.exchanges = exchanges;
        this.fake = fake;
    }

    RackConnectFake fake() {
        return fake;
    }

    void answerBy(RackConnectFake other) {
        fake = other;
    }

    /** The connection's side of the request that this thread is handling. */
    Exchange exchange() {
        return exchanges.current();
    }

    /** The request that this thread is handling. */
    ApiRequest of(Request request) {
        Exchange exchange = exchange();
        String url = request.getUrl();
        int question = url.indexOf('?');
        HttpHeader forwardedFor = request.header("X-Forwarded-For");
        return new ApiRequest(
                request.getMethod().getName(),
                question < 0 ? url : url.substring(0, question),
                question < 0 ? null : url.substring(question + 1),
                exchange.host(),
                exchange.peer(),
                forwardedFor != null && forwardedFor.isPresent() ? String.join(",", forwardedFor.values()) : null,
                exchange.proxyUser());
    }
}
