package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.RackConnectApi;

/** Both APIs as one function: each request is answered by the one that it is for. Safe for use by several threads. */
public final class Apis {
    private final RackConnectApi rackConnect;

    public Apis(RackConnectApi rackConnect) {
        this.rackConnect = rackConnect;
    }

    /** The RackConnect API, with the lives that both tell. */
    public RackConnectApi rackConnect() {
        return rackConnect;
    }

    /** Whether the body of a request matters: only the Cloud Servers API reads any. */
    public static boolean readsBody(ApiRequest request) {
        return CloudTarget.isAskedBy(request);
    }

    /** Finds what is asked for and the server that asks, or that it is about. Nothing is counted yet. */
    public Exchange receive(ApiRequest request) {
        return CloudTarget.isAskedBy(request)
                ? CloudServersApi.receive(request, rackConnect.played())
                : rackConnect.receive(request);
    }

    /** Receives and answers a request. */
    public Exchange answer(ApiRequest request) {
        return CloudTarget.isAskedBy(request) ? CloudServersApi.answer(receive(request)) : rackConnect.answer(request);
    }

    /** Answers a request. It may count for a limit, and may begin a step. */
    public Exchange answer(Exchange exchange) {
        return CloudTarget.isAskedBy(exchange.request())
                ? CloudServersApi.answer(exchange)
                : rackConnect.answer(exchange);
    }
}
