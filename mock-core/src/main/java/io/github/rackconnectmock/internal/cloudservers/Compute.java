package io.github.rackconnectmock.internal.cloudservers;

import static io.github.rackconnectmock.internal.cloudservers.CloudTarget.ACCOUNT;
import static io.github.rackconnectmock.internal.cloudservers.CloudTarget.ID;
import static io.github.rackconnectmock.internal.cloudservers.CloudTarget.KEY;
import static io.github.rackconnectmock.internal.cloudservers.CloudTarget.KIND;
import static io.github.rackconnectmock.internal.cloudservers.CloudTarget.PART;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.Printable;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.internal.simulation.CloudView;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.internal.simulation.Simulation;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.Durations;
import io.github.rackconnectmock.scenario.NextStep;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateWindow;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One request to the servers' part of the API, version 2 of OpenStack Compute. */
final class Compute {
    private static final int OK = 200;
    private static final int ACCEPTED = 202;
    private static final int NO_CONTENT = 204;
    private static final int MULTIPLE_CHOICES = 300;
    private static final String GET = "GET, HEAD";
    private static final byte[] NOTHING = {};

    private final Exchange exchange;
    private final ApiRequest request;
    private final CloudTarget target;
    private final Simulation simulation;
    private final Account account;
    private final Instant now;
    private final CloudDocuments documents;

    Compute(Exchange exchange, CloudTarget target, Instant now) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.target = target;
        this.simulation = exchange.played().simulation();
        this.account = simulation.scenario().account();
        this.now = now;
        this.documents = new CloudDocuments(request.baseUrl(), account.id());
    }

    Exchange answer() {
        if (target.parts() == 0) {
            return get(MULTIPLE_CHOICES, documents.versions());
        }
        if (!target.part(0).equals("v2")) {
            return CloudServersApi.noSuchPath(exchange);
        }
        if (target.parts() == ACCOUNT) {
            return get(OK, documents.version());
        }
        String mistake = Tokens.mistake(request.fields().first("X-Auth-Token"), account, now);
        if (mistake == null && !target.part(ACCOUNT).equals(account.id())) {
            mistake = "account=" + Printable.of(target.part(ACCOUNT)) + "; token-of=" + account.id();
        }
        if (mistake != null) {
            return CloudServersApi.unauthorized(exchange, mistake);
        }
        RateWindow window = simulation.refusedByAccount(now);
        if (window != null) {
            return overLimit(window);
        }
        return switch (target.part(KIND)) {
            case "" -> get(OK, documents.version());
            case "servers" -> target.server() == null ? servers() : server();
            case "flavors" -> one(documents.flavors(isDetailed()), "flavor", CloudDocuments.FLAVOR, documents.flavor());
            case "images" -> one(documents.images(isDetailed()), "image", CloudDocuments.IMAGE, documents.image());
            case "extensions" -> get(OK, documents.emptyList("extensions"));
            case "limits" -> get(OK, documents.limits());
            case "os-keypairs" -> keyPairs();
            default -> CloudServersApi.noSuchPath(exchange);
        };
    }

    private Exchange overLimit(RateWindow window) {
        long seconds = NextStep.roundedUp(window.resetsIn()).toSeconds();
        ObjectNode document = CloudJson.object();
        document.putObject("overLimit")
                .put("code", CloudError.OVER_LIMIT)
                .put("message", "This request was rate-limited.")
                .put("retryAfter", Long.toString(seconds));
        exchange.field("Retry-After", Long.toString(seconds));
        return exchange.document(
                CloudError.OVER_LIMIT,
                CloudJson.bytes(document),
                Rule.RATE_LIMITED.because("limit=" + window.limit() + "; account=" + account.id() + "; resets-in="
                        + Durations.format(NextStep.roundedUp(window.resetsIn()))));
    }

    private Exchange get(int status, ObjectNode document) {
        return CloudServersApi.isGet(request)
                ? exchange.document(status, CloudJson.bytes(document), null)
                : CloudServersApi.badMethod(exchange, GET);
    }

    private boolean isDetailed() {
        return target.part(ID).equals("detail");
    }

    /** A list of one thing, or that thing. */
    private Exchange one(ObjectNode list, String what, String id, ObjectNode thing) {
        if (target.parts() == ID || isDetailed()) {
            return get(OK, list);
        }
        if (target.parts() > PART || !target.part(ID).equals(id)) {
            return CloudServersApi.noSuchItem(
                    exchange, "There is no such " + what + ".", what + "=" + Printable.of(target.part(ID)));
        }
        ObjectNode document = CloudJson.object();
        document.set(what, thing);
        return get(OK, document);
    }

    /** Tools that create servers make a key for them first. The mock gives back what it gets, and keeps nothing. */
    private Exchange keyPairs() {
        if (target.parts() == PART && request.method().equals("DELETE")) {
            return exchange.document(ACCEPTED, NOTHING, null);
        }
        if (target.parts() != ID || !request.method().equals("POST")) {
            return target.parts() == ID
                    ? get(OK, documents.emptyList("keypairs"))
                    : CloudServersApi.noSuchItem(exchange, "There is no such key pair.", "keypair=unknown");
        }
        ObjectNode body = CloudJson.read(request.body());
        String name = body == null ? null : CloudJson.text(body.get("keypair"), "name");
        String publicKey = body == null ? null : CloudJson.text(body.get("keypair"), "public_key");
        if (name == null) {
            return CloudServersApi.badRequest(exchange, "The body must be an object \"keypair\" with a name.");
        }
        if (publicKey == null) {
            return CloudServersApi.badRequest(exchange, "The mock makes no keys: send a public_key.");
        }
        return exchange.document(OK, CloudJson.bytes(documents.keyPair(name, publicKey)), null);
    }

    private @Nullable Region region() {
        return request.region();
    }

    /** Whether the host that is asked knows a server. */
    private boolean isHere(ServerLife server) {
        Region here = region();
        return here == null || server.region() == null || server.region() == here;
    }

    private Exchange servers() {
        AppliedFault fault =
                simulation.strangers().request(Operation.SERVERS, region(), request.isOnReusedConnection());
        if (CloudServersApi.isInstead(fault)) {
            return CloudServersApi.instead(exchange, Objects.requireNonNull(fault));
        }
        exchange.fault(fault);
        if (target.parts() > PART) {
            return CloudServersApi.noSuchPath(exchange);
        }
        if (target.parts() == ID && request.method().equals("POST")) {
            return create();
        }
        if (!CloudServersApi.isGet(request)) {
            return CloudServersApi.badMethod(exchange, target.parts() == ID ? GET + ", POST" : GET);
        }
        ServerList list = ServerList.of(request.query());
        if (list.mistake() != null) {
            return CloudServersApi.badRequest(exchange, list.mistake());
        }
        Duration delay = simulation.scenario().metadataDelay();
        return list.page(
                        simulation.servers().all().stream()
                                .filter(this::isHere)
                                .map(life -> new ServerList.Entry(life, life.cloudView(delay)))
                                .filter(entry -> entry.view().exists())
                                .toList(),
                        documents)
                .map(page -> get(OK, documents.servers(page, isDetailed(), list, target.part(ID))))
                .orElseGet(() -> CloudServersApi.badRequest(exchange, "There is no server with this marker."));
    }

    private Exchange create() {
        ObjectNode body = CloudJson.read(request.body());
        if (body == null || !(body.get("server") instanceof ObjectNode)) {
            return CloudServersApi.badRequest(exchange, "The body must be an object \"server\".");
        }
        Optional<ServerLife> created = simulation.create();
        return created.map(life -> exchange.document(ACCEPTED, CloudJson.bytes(documents.created(life)), null))
                .orElseGet(() -> CloudServersApi.error(
                        exchange,
                        CloudError.FORBIDDEN,
                        "Quota exceeded for instances.",
                        Rule.NO_SUCH_ITEM.because("no server of the scenario with begins=created is left")));
    }

    private Exchange server() {
        ServerLife server = exchange.life();
        if (server == null || !isHere(server)) {
            return noSuchServer();
        }
        CloudView view = server.cloudRequest(
                Objects.requireNonNull(exchange.operation()),
                region(),
                request.isOnReusedConnection(),
                simulation.scenario().metadataDelay());
        exchange.at(view.at(), null);
        if (CloudServersApi.isInstead(view.fault())) {
            return CloudServersApi.instead(exchange, Objects.requireNonNull(view.fault()));
        }
        exchange.fault(view.fault());
        if (!view.exists()) {
            return noSuchServer();
        }
        return switch (target.part(PART)) {
            case "" -> server(server, view);
            case "metadata" -> metadata(view);
            case "ips" -> addresses(server, view);
            case "action" -> action(server);
            default -> CloudServersApi.noSuchPath(exchange);
        };
    }

    private Exchange noSuchServer() {
        return CloudServersApi.noSuchItem(
                exchange, "Instance could not be found", "server=" + Printable.of(target.part(ID)));
    }

    private Exchange server(ServerLife server, CloudView view) {
        if (request.method().equals("DELETE")) {
            server.delete();
            return exchange.document(NO_CONTENT, NOTHING, null);
        }
        if (!CloudServersApi.isGet(request)) {
            return CloudServersApi.badMethod(exchange, GET + ", DELETE");
        }
        Map<String, String> metadata = CloudMetadata.of(view);
        exchange.at(view.at(), CloudMetadata.told(metadata, view));
        ObjectNode document = CloudJson.object();
        documents.server(new ServerList.Entry(server, view), document.putObject("server"));
        return get(OK, document);
    }

    private Exchange metadata(CloudView view) {
        if (target.parts() > KEY + 1) {
            return CloudServersApi.noSuchPath(exchange);
        }
        if (!CloudServersApi.isGet(request)) {
            return CloudServersApi.badMethod(exchange, GET);
        }
        Map<String, String> metadata = CloudMetadata.of(view);
        ObjectNode document = CloudJson.object();
        if (target.parts() == KEY) {
            exchange.at(view.at(), CloudMetadata.told(metadata, view));
            metadata.forEach(document.putObject("metadata")::put);
            return get(OK, document);
        }
        String key = target.part(KEY);
        String value = metadata.get(key);
        if (value == null) {
            return CloudServersApi.noSuchItem(exchange, "Metadata item was not found", "key=" + Printable.of(key));
        }
        if (key.equals(CloudMetadata.STATUS)) {
            exchange.at(view.at(), CloudMetadata.told(metadata, view));
        }
        document.putObject("meta").put(key, value);
        return get(OK, document);
    }

    private Exchange addresses(ServerLife server, CloudView view) {
        ObjectNode all = documents.addresses(new ServerList.Entry(server, view));
        ObjectNode document = CloudJson.object();
        if (target.parts() == KEY) {
            document.set("addresses", all);
            return get(OK, document);
        }
        String network = target.part(KEY);
        if (target.parts() > KEY + 1 || !all.has(network)) {
            return CloudServersApi.noSuchItem(
                    exchange, "Network name could not be found", "network=" + Printable.of(network));
        }
        document.set(network, all.get(network));
        return get(OK, document);
    }

    /** What is done to a server is accepted. But for stop and start it changes nothing: its life is the scenario's. */
    private Exchange action(ServerLife server) {
        if (!request.method().equals("POST") || target.parts() > KEY) {
            return CloudServersApi.badMethod(exchange, "POST");
        }
        ObjectNode body = CloudJson.read(request.body());
        if (body == null || body.size() != 1) {
            return CloudServersApi.badRequest(exchange, "The body must be an object with one action.");
        }
        switch (body.fieldNames().next()) {
            case "os-stop" -> server.stop(true);
            case "os-start" -> server.stop(false);
            case "createImage" -> exchange.field("Location", documents.imageUrl());
            default -> {
                // Nothing to do.
            }
        }
        return exchange.document(ACCEPTED, NOTHING, null);
    }
}
