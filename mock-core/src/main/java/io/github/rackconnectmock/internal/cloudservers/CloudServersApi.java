package io.github.rackconnectmock.internal.cloudservers;

import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Format;
import io.github.rackconnectmock.scenario.Rule;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The Cloud Servers API of a scenario that is played: identity, servers and their metadata. A client with a token sees all servers of
 * the account, from any address. Safe for use by several threads.
 */
final class CloudServersApi {
    private CloudServersApi() {}

    /** Finds what is asked for, and the server that it is about. Nothing is counted yet. */
    static Exchange receive(ApiRequest request, RackConnectApi.Played played) {
        CloudTarget target = CloudTarget.of(request);
        String id = target.server();
        ServerLife server = id == null ? null : played.simulation().byId(id).orElse(null);
        return Exchange.about(request, played, server, target.operation());
    }

    /** Answers a request. */
    static Exchange answer(Exchange exchange) {
        Instant now = exchange.played().simulation().clock().instant();
        exchange.at(now, null);
        CloudTarget target = CloudTarget.of(exchange.request());
        return target.isIdentity()
                ? new Identity(exchange, target, now).answer()
                : new Compute(exchange, target, now).answer();
    }

    static boolean isGet(ApiRequest request) {
        return request.method().equals("GET") || request.method().equals("HEAD");
    }

    /** Whether a fault is another answer than the API's own. */
    static boolean isInstead(@Nullable AppliedFault fault) {
        return fault != null && fault.effect() instanceof FaultEffect.Answer answer && !answer.isOwn();
    }

    /** Answers what a fault says; an answer without a body gets an error in OpenStack's form. */
    static Exchange instead(Exchange exchange, AppliedFault fault) {
        FaultEffect.Answer said = (FaultEffect.Answer) fault.effect();
        exchange.fault(fault);
        int status = said.status() == null ? CloudError.FORBIDDEN : said.status();
        byte[] error = CloudError.document(status, "The service is in trouble.");
        FaultEffect.Answer answer =
                said.body() == null && said.contentType() == null ? said.contentType(Format.JSON.contentType()) : said;
        return exchange.instead(answer, fault.end(), new String(error, StandardCharsets.UTF_8), exchange.faultReason());
    }

    static Exchange unauthorized(Exchange exchange, String why) {
        return error(exchange, CloudError.UNAUTHORIZED, "No valid token provided.", Rule.UNAUTHORIZED.because(why));
    }

    static Exchange noSuchItem(Exchange exchange, String message, String why) {
        return error(exchange, CloudError.NOT_FOUND, message, Rule.NO_SUCH_ITEM.because(why));
    }

    static Exchange noSuchPath(Exchange exchange) {
        return error(
                exchange,
                CloudError.NOT_FOUND,
                "The resource could not be found.",
                Rule.UNKNOWN_PATH.because(
                        "path=" + Printable.of(exchange.request().path())));
    }

    static Exchange badRequest(Exchange exchange, String message) {
        return error(exchange, CloudError.BAD_REQUEST, message, Rule.BAD_REQUEST.because("status=400"));
    }

    static Exchange badMethod(Exchange exchange, String allowed) {
        return error(
                exchange.allow(allowed),
                CloudError.BAD_METHOD,
                "Only these methods are allowed here: " + allowed + ".",
                Rule.METHOD_NOT_ALLOWED.because(
                        "method=" + Printable.of(exchange.request().method())));
    }

    static Exchange error(Exchange exchange, int status, String message, String why) {
        return exchange.document(status, CloudError.document(status, message), why);
    }
}
