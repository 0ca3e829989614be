package io.github.rackconnectmock.internal.cloudservers;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.simulation.AppliedFault;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.ApiHost;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The identity service, version 2.0: tokens with the catalogue of services (documented). */
final class Identity {
    private static final int OK = 200;
    private static final int MULTIPLE_CHOICES = 300;
    private static final String API_KEY = "RAX-KSKEY:apiKeyCredentials";
    private static final String PASSWORD = "passwordCredentials";

    private final Exchange exchange;
    private final ApiRequest request;
    private final CloudTarget target;
    private final Account account;
    private final Instant now;

    Identity(Exchange exchange, CloudTarget target, Instant now) {
        this.exchange = exchange;
        this.request = exchange.request();
        this.target = target;
        this.account = exchange.played().simulation().scenario().account();
        this.now = now;
    }

    Exchange answer() {
        if (target.parts() == 0) {
            return versions(MULTIPLE_CHOICES);
        }
        if (!target.part(0).equals("v2.0")) {
            return CloudServersApi.noSuchPath(exchange);
        }
        if (target.parts() == 1) {
            return versions(OK);
        }
        return switch (target.part(1)) {
            case "tokens" -> tokens();
            case "tenants" -> tenants();
            case "extensions" -> {
                ObjectNode document = CloudJson.object();
                document.putObject("extensions").putArray("values");
                yield get(document);
            }
            default -> CloudServersApi.noSuchPath(exchange);
        };
    }

    private Exchange get(ObjectNode document) {
        return CloudServersApi.isGet(request)
                ? exchange.document(OK, CloudJson.bytes(document), null)
                : CloudServersApi.badMethod(exchange, "GET, HEAD");
    }

    private Exchange versions(int status) {
        if (!CloudServersApi.isGet(request)) {
            return CloudServersApi.badMethod(exchange, "GET, HEAD");
        }
        ObjectNode document = CloudJson.object();
        ObjectNode version = status == OK
                ? document.putObject("version")
                : document.putObject("versions").putArray("values").addObject();
        version.put("id", "v2.0").put("status", "stable").put("updated", "2011-04-19T00:00:00Z");
        version.putArray("media-types")
                .addObject()
                .put("base", "application/json")
                .put("type", "application/vnd.openstack.identity-v2.0+json");
        version.putArray("links").addObject().put("rel", "self").put("href", root() + "/v2.0/");
        return exchange.document(status, CloudJson.bytes(document), null);
    }

    /** The URL of this service as it was asked. */
    private String root() {
        return request.baseUrl() + (request.apiHost() == null ? "/identity" : "");
    }

    private Exchange tenants() {
        String mistake = Tokens.mistake(request.fields().first("X-Auth-Token"), account, now);
        if (mistake != null) {
            return CloudServersApi.unauthorized(exchange, mistake);
        }
        ObjectNode document = CloudJson.object();
        document.putArray("tenants")
                .addObject()
                .put("id", account.id())
                .put("name", account.id())
                .put("enabled", true);
        document.putArray("tenants_links");
        return get(document);
    }

    private Exchange tokens() {
        AppliedFault fault = exchange.played()
                .simulation()
                .strangers()
                .request(Operation.TOKENS, request.region(), request.isOnReusedConnection());
        if (CloudServersApi.isInstead(fault)) {
            return CloudServersApi.instead(exchange, Objects.requireNonNull(fault));
        }
        exchange.fault(fault);
        if (target.parts() == 2 && request.method().equals("POST")) {
            return give();
        }
        if (target.parts() == 2 + 1 && CloudServersApi.isGet(request)) {
            return check(target.part(2));
        }
        return CloudServersApi.badMethod(exchange, target.parts() == 2 ? "POST" : "GET, HEAD");
    }

    private Exchange give() {
        ObjectNode body = CloudJson.read(request.body());
        JsonNode auth = body == null ? null : body.get("auth");
        if (auth == null || !auth.isObject()) {
            return CloudServersApi.badRequest(exchange, "The body must be an object \"auth\" with credentials.");
        }
        String mistake = mistake(auth);
        if (mistake == null) {
            return exchange.document(OK, CloudJson.bytes(access(Tokens.given(account, now), user(auth), now)), null);
        }
        return mistake.isEmpty()
                ? CloudServersApi.badRequest(
                        exchange, "The credentials are one of " + PASSWORD + ", " + API_KEY + " and token.")
                : exchange.document(
                        CloudError.UNAUTHORIZED,
                        CloudError.document(
                                CloudError.UNAUTHORIZED, "Unable to authenticate user with credentials provided."),
                        Rule.UNAUTHORIZED.because(mistake));
    }

    /** What is wrong with credentials: empty where there are none; {@code null} for nothing. */
    private @Nullable String mistake(JsonNode auth) {
        String tenant = CloudJson.text(auth, "tenantId");
        tenant = tenant == null ? CloudJson.text(auth, "tenantName") : tenant;
        if (tenant != null && !tenant.isEmpty() && !tenant.equals(account.id())) {
            return "credentials=another tenant; account=" + account.id();
        }
        if (auth.get(API_KEY) instanceof ObjectNode key) {
            return isUser(key) && is(account.apiKey(), CloudJson.text(key, "apiKey")) ? null : "credentials=wrong";
        }
        if (auth.get(PASSWORD) instanceof ObjectNode password) {
            return isUser(password) && is(account.password(), CloudJson.text(password, "password"))
                    ? null
                    : "credentials=wrong";
        }
        return auth.get("token") instanceof ObjectNode token
                ? Tokens.mistake(CloudJson.text(token, "id"), account, now)
                : "";
    }

    private boolean isUser(ObjectNode credentials) {
        return is(account.username(), CloudJson.text(credentials, "username"));
    }

    /** Any text is right where the scenario says none, but there must be one. */
    private static boolean is(@Nullable String right, @Nullable String given) {
        return given != null && (right == null || right.equals(given));
    }

    private String user(JsonNode auth) {
        JsonNode key = auth.get(API_KEY) == null ? auth.get(PASSWORD) : auth.get(API_KEY);
        String name = CloudJson.text(key, "username");
        return name == null ? usual() : name;
    }

    private String usual() {
        return account.username() == null ? "mock" : account.username();
    }

    /** Tells about a token that was given before. */
    private Exchange check(String token) {
        String mistake = Tokens.mistake(request.fields().first("X-Auth-Token"), account, now);
        if (mistake != null) {
            return CloudServersApi.unauthorized(exchange, mistake);
        }
        String unknown = Tokens.mistake(token, account, now);
        if (unknown != null) {
            return CloudServersApi.noSuchItem(exchange, "There is no such token.", unknown);
        }
        ObjectNode document = access(token, usual(), Tokens.begin(token));
        ((ObjectNode) document.get("access")).remove("serviceCatalog");
        return exchange.document(OK, CloudJson.bytes(document), null);
    }

    private ObjectNode access(String token, String user, Instant given) {
        ObjectNode document = CloudJson.object();
        ObjectNode access = document.putObject("access");
        ObjectNode tokenNode = access.putObject("token");
        tokenNode
                .put("id", token)
                .put(
                        "expires",
                        Tokens.end(account, given)
                                .truncatedTo(ChronoUnit.MILLIS)
                                .toString());
        tokenNode.putObject("tenant").put("id", account.id()).put("name", account.id());
        catalogue(access.putArray("serviceCatalog"));
        ObjectNode userNode = access.putObject("user");
        userNode.put("id", "10000001").put("name", user);
        userNode.put(
                "RAX-AUTH:defaultRegion",
                account.defaultRegion() == null ? "" : account.defaultRegion().name());
        ArrayNode roles = userNode.putArray("roles");
        for (int i = 0; i < account.roles().size(); i++) {
            String role = account.roles().get(i);
            roles.addObject()
                    .put("id", Integer.toString(i + 1))
                    .put("name", role)
                    .put("description", role);
        }
        return document;
    }

    /** The services that clients look up, some before they ask for anything; of them, only identity and compute answer. */
    private void catalogue(ArrayNode services) {
        ApiHost host = request.apiHost();
        ArrayNode compute = service(services, "cloudServersOpenStack", "compute");
        ArrayNode images = service(services, "cloudImages", "image");
        ArrayNode networks = service(services, "cloudNetworks", "network");
        for (ApiHost each : ApiHost.all()) {
            Region only = host == null ? null : host.region();
            if (each.api() != ApiHost.Api.CLOUD_SERVERS || (only != null && each.region() != only)) {
                continue;
            }
            String region = Objects.requireNonNull(each.region()).name();
            String url = host == null ? request.baseUrl() : "https://" + each.name();
            compute.addObject()
                    .put("tenantId", account.id())
                    .put("region", region)
                    .put("publicURL", url + "/v2/" + account.id())
                    .put("versionId", "2")
                    .put("versionInfo", url + "/v2")
                    .put("versionList", url + "/");
            images.addObject()
                    .put("tenantId", account.id())
                    .put("region", region)
                    .put("publicURL", url.replace(".servers.", ".images.") + "/v2");
            networks.addObject()
                    .put("tenantId", account.id())
                    .put("region", region)
                    .put("publicURL", url.replace(".servers.", ".networks.") + "/v2.0");
        }
        service(services, "cloudIdentity", "identity")
                .addObject()
                .put("tenantId", account.id())
                .put("publicURL", (host == null ? root() : "https://" + host.name()) + "/v2.0");
    }

    private static ArrayNode service(ArrayNode services, String name, String type) {
        ObjectNode service = services.addObject();
        service.put("name", name).put("type", type);
        return service.putArray("endpoints");
    }
}
