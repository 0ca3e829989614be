package io.github.rackconnectmock.internal.cloudservers;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.internal.api.RackConnectApi;
import io.github.rackconnectmock.internal.api.SourcePolicy;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.scenario.Account;
import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.CloudServer;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Incident;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import io.github.rackconnectmock.scenario.Rule;
import io.github.rackconnectmock.scenario.Scenario;
import io.github.rackconnectmock.scenario.Step;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The Cloud Servers API without sockets: the second way to the same status. */
class CloudServersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String IDENTITY = "identity.api.rackspacecloud.com";
    private static final String ORD = "ord.servers.api.rackspacecloud.com";
    private static final String STATUS = "rackconnect_automation_status";
    private static final String WEB1 = "11111111-2222-3333-4444-555555555555";
    private static final String ANY_USER =
            "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":" + "{\"username\":\"someone\",\"apiKey\":\"0123\"}}}";

    private final MovableClock clock = MovableClock.running();
    private final InetAddress anywhere = InetAddress.getLoopbackAddress();

    CloudServersTest() {
        clock.freeze();
    }

    private Apis play(Scenario.Builder scenario) {
        return new Apis(new RackConnectApi(scenario.build(), clock, SourcePolicy.DEFAULT));
    }

    private static CloudServer.Builder web1() {
        return CloudServer.named("web1").sourceIp("10.181.1.11").id(WEB1);
    }

    private static CloudServer.Builder deploying() {
        return web1().status(AutomationStatus.DEPLOYING)
                .step(Step.after(Duration.ofSeconds(30)).status(AutomationStatus.DEPLOYED));
    }

    private Exchange ask(Apis apis, String method, String host, String target, String token, String body) {
        HeaderFields fields = token.isEmpty() ? HeaderFields.NONE : new HeaderFields("X-Auth-Token", token);
        return apis.answer(new ApiRequest(
                method, target, host, -1, true, anywhere, null, fields, body.getBytes(StandardCharsets.UTF_8), false));
    }

    private String token(Apis apis) throws IOException {
        return json(ask(apis, "POST", IDENTITY, "/v2.0/tokens", "", ANY_USER))
                .at("/access/token/id")
                .textValue();
    }

    private Exchange get(Apis apis, String path) throws IOException {
        return ask(apis, "GET", ORD, "/v2/123456" + path, token(apis), "");
    }

    private JsonNode metadata(Apis apis) throws IOException {
        return json(get(apis, "/servers/" + WEB1 + "/metadata")).get("metadata");
    }

    private static JsonNode json(Exchange exchange) throws IOException {
        assertThat(exchange.contentType()).isEqualTo("application/json");
        return JSON.readTree(exchange.body());
    }

    private static List<String> names(JsonNode servers) {
        return StreamSupport.stream(servers.spliterator(), false)
                .map(each -> each.get("name").textValue())
                .toList();
    }

    @Test
    void aTokenComesWithTheCatalogueOfAllRegionsAndTheRolesOfTheAccount() throws IOException {
        JsonNode access = json(ask(
                        play(Scenario.builder().server(web1())), "POST", IDENTITY, "/v2.0/tokens", "", ANY_USER))
                .get("access");

        JsonNode compute = access.at("/serviceCatalog/0");
        assertThat(compute.get("type").textValue()).isEqualTo("compute");
        List<String> urls = new ArrayList<>();
        compute.get("endpoints").forEach(each -> urls.add(each.get("publicURL").textValue()));
        assertThat(urls).hasSize(6).contains("https://ord.servers.api.rackspacecloud.com/v2/123456");
        assertThat(access.at("/user/roles/0/name").textValue()).isEqualTo("rack_connect");
        assertThat(access.at("/user/name").textValue()).isEqualTo("someone");
        assertThat(access.at("/token/tenant/id").textValue()).isEqualTo("123456");
        assertThat(access.at("/token/expires").textValue())
                .startsWith(
                        clock.instant().plus(Duration.ofHours(24)).toString().substring(0, 19));
    }

    @Test
    void theMetadataTellWhatTheRackConnectApiTells() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying().feature("ManageSoftwareFirewall", false)));

        JsonNode before = metadata(apis);
        clock.advance(Duration.ofSeconds(30));
        JsonNode after = metadata(apis);

        assertThat(before.get(STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(after.get(STATUS).textValue()).isEqualTo("DEPLOYED");
        assertThat(after.get("rackconnect_automation_feature_provison_public_ip")
                        .textValue())
                .isEqualTo("ENABLED");
        assertThat(after.get("rackconnect_automation_feature_manage_software_firewall")
                        .textValue())
                .isEqualTo("DISABLED");
        assertThat(after.has("rackconnect_unprocessable_reason")).isFalse();
    }

    @Test
    void aLateMetadataIsLateToTheMillisecond() throws IOException {
        Apis apis = play(Scenario.builder().metadataDelay(Duration.ofSeconds(3)).server(deploying()));

        assertThat(metadata(apis).has(STATUS)).isFalse();
        clock.advance(Duration.ofMillis(2_999));
        assertThat(metadata(apis).has(STATUS)).isFalse();
        clock.advance(Duration.ofMillis(1));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        clock.advance(Duration.ofMillis(29_999));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(apis.rackConnect().simulation().servers().first().state().status())
                .isEqualTo(AutomationStatus.DEPLOYED);
        clock.advance(Duration.ofMillis(1));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
    }

    @Test
    void whatRackConnectHasNotSeenHasNoKeys() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().known(false)
                        .metadata("role", "web")
                        .step(Step.on("seen").known(true))));

        assertThat(metadata(apis).toString()).isEqualTo("{\"role\":\"web\"}");
        assertThat(get(apis, "/servers/" + WEB1 + "/metadata/" + STATUS).status())
                .isEqualTo(404);
        apis.rackConnect().simulation().fire("seen");
        assertThat(json(get(apis, "/servers/" + WEB1 + "/metadata/" + STATUS))
                        .at("/meta/" + STATUS)
                        .textValue())
                .isEqualTo("DEPLOYED");
    }

    @Test
    void theReasonOfUnprocessableIsToldBesideItAlone() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().status(AutomationStatus.UNPROCESSABLE)
                        .unprocessableReason("built in another region")
                        .step(Step.on("fixed").status(AutomationStatus.DEPLOYING))));

        assertThat(metadata(apis).get("rackconnect_unprocessable_reason").textValue())
                .isEqualTo("built in another region");
        apis.rackConnect().simulation().fire("fixed");
        assertThat(metadata(apis).has("rackconnect_unprocessable_reason")).isFalse();
    }

    @Test
    void theUsersKeysComeLastAndCanReplaceAndRemoveTheMocks() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().metadata(STATUS, "deployed")
                        .metadata("rackconnect_automation_feature_configure_network_stack", null)
                        .metadata("rax_service_level_automation", "Pending")
                        .step(Step.on("done").metadata("rax_service_level_automation", "Complete"))
                        .step(Step.on("gone").metadata("rax_service_level_automation", null))));

        JsonNode first = metadata(apis);
        assertThat(first.get(STATUS).textValue()).isEqualTo("deployed");
        assertThat(first.has("rackconnect_automation_feature_configure_network_stack"))
                .isFalse();
        assertThat(first.get("rax_service_level_automation").textValue()).isEqualTo("Pending");
        apis.rackConnect().simulation().fire("done");
        assertThat(metadata(apis).get("rax_service_level_automation").textValue())
                .isEqualTo("Complete");
        apis.rackConnect().simulation().fire("gone");
        assertThat(metadata(apis).has("rax_service_level_automation")).isFalse();
    }

    @Test
    void aServerIsBuiltThenDeployed() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().serverStatus("BUILD")
                        .known(false)
                        .accessIp("203.0.113.77")
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(Duration.ofSeconds(20)).serverStatus("ACTIVE"))
                        .step(Step.after(Duration.ofSeconds(5)).known(true))
                        .step(Step.after(Duration.ofSeconds(5))
                                .status(AutomationStatus.DEPLOYED)
                                .accessIp("203.0.113.99"))));

        JsonNode building = json(get(apis, "/servers/" + WEB1)).get("server");
        assertThat(building.get("status").textValue()).isEqualTo("BUILD");
        assertThat(building.get("progress").intValue()).isZero();
        assertThat(building.get("accessIPv4").textValue()).isEqualTo("203.0.113.77");
        clock.advance(Duration.ofSeconds(30));
        JsonNode ready = json(get(apis, "/servers/" + WEB1)).get("server");
        assertThat(ready.get("status").textValue()).isEqualTo("ACTIVE");
        assertThat(ready.get("accessIPv4").textValue()).isEqualTo("203.0.113.99");
        assertThat(ready.at("/addresses/public/0/addr").textValue()).isEqualTo("203.0.113.77");
        assertThat(ready.at("/addresses/private/0/addr").textValue()).isEqualTo("10.181.1.11");
        assertThat(ready.at("/metadata/" + STATUS).textValue()).isEqualTo("DEPLOYED");
        assertThat(ready.get("name").textValue()).isEqualTo("web1");
    }

    @Test
    void aServerThatIsCreatedBeginsItsLifeThen() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying().begins(Begins.CREATED)));
        String body = "{\"server\":{\"name\":\"mine\"}}";

        assertThat(json(get(apis, "/servers")).get("servers")).isEmpty();
        assertThat(get(apis, "/servers/" + WEB1).status()).isEqualTo(404);
        assertThat(rackConnect(apis).status()).isEqualTo(403);
        clock.advance(Duration.ofMinutes(5));
        Exchange created = ask(apis, "POST", ORD, "/v2/123456/servers", token(apis), body);
        assertThat(created.status()).isEqualTo(202);
        assertThat(json(created).at("/server/id").textValue()).isEqualTo(WEB1);
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(rackConnect(apis).bodyText()).isEqualTo("DEPLOYING");
        clock.advance(Duration.ofSeconds(30));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");

        assertThat(ask(apis, "POST", ORD, "/v2/123456/servers", token(apis), body)
                        .status())
                .isEqualTo(403);
        assertThat(ask(apis, "DELETE", ORD, "/v2/123456/servers/" + WEB1, token(apis), "")
                        .status())
                .isEqualTo(204);
        assertThat(get(apis, "/servers/" + WEB1).status()).isEqualTo(404);
        assertThat(rackConnect(apis).status()).isEqualTo(403);
        apis.rackConnect().restart();
        assertThat(ask(apis, "POST", ORD, "/v2/123456/servers", token(apis), body)
                        .status())
                .isEqualTo(202);
    }

    @Test
    void nothingBeginsALifeBeforeItsServerIsCreated() throws IOException {
        Incident.Builder outage = Incident.named("outage")
                .after(Duration.ZERO)
                .lasts(Duration.ofMinutes(1))
                .fault(Fault.answer(503).allOperations());
        Apis apis = play(
                Scenario.builder().server(deploying().begins(Begins.CREATED)).incident(outage));

        assertThat(rackConnect(apis).status()).isEqualTo(503);
        clock.advance(Duration.ofMinutes(2));
        assertThat(get(apis, "/servers/" + WEB1).status()).isEqualTo(404);
        apis.rackConnect().simulation().create();
        // Its life goes on from there, also while no client asks.
        clock.advance(Duration.ofSeconds(30));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
    }

    private Exchange rackConnect(Apis apis) {
        return apis.answer(ApiRequest.get("/as/web1/v1/automation_status", anywhere));
    }

    @Test
    void aServerThatDoesNotExistIsUnknownToBothApis() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().exists(false).step(Step.on("there").exists(true))));

        assertThat(get(apis, "/servers/" + WEB1 + "/metadata").status()).isEqualTo(404);
        assertThat(json(get(apis, "/servers/detail")).get("servers")).isEmpty();
        assertThat(rackConnect(apis).status()).isEqualTo(403);
        apis.rackConnect().simulation().fire("there");
        assertThat(rackConnect(apis).bodyText()).isEqualTo("DEPLOYED");
        assertThat(names(json(get(apis, "/servers/detail")).get("servers"))).containsExactly("web1");
    }

    @Test
    void aServerIsInTheListOfItsRegionAndWithoutOneInAll() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().region(Region.DFW))
                .server(CloudServer.named("web2").sourceIp("10.181.1.12").region(Region.ORD))
                .server(CloudServer.named("web3").sourceIp("10.181.1.13")));

        assertThat(names(json(get(apis, "/servers")).get("servers"))).containsExactly("web2", "web3");
        assertThat(get(apis, "/servers/" + WEB1).status()).isEqualTo(404);
        assertThat(names(json(ask(apis, "GET", "localhost", "/v2/123456/servers", token(apis), ""))
                        .get("servers")))
                .containsExactly("web1", "web2", "web3");
    }

    @Test
    void listsAreFilteredAndPaged() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(CloudServer.named("web{n}").sourceIp("10.181.1.11").count(5))
                .server(CloudServer.named("db1").sourceIp("10.181.2.11").serverStatus("BUILD")));

        JsonNode first = json(get(apis, "/servers/detail?name=web&limit=2"));
        assertThat(names(first.get("servers"))).containsExactly("web1", "web2");
        String next = first.at("/servers_links/0/href").textValue();
        JsonNode second = json(get(apis, next.substring(next.indexOf("/servers/detail"))));
        assertThat(names(second.get("servers"))).containsExactly("web3", "web4");
        next = second.at("/servers_links/0/href").textValue();
        JsonNode third = json(get(apis, next.substring(next.indexOf("/servers/detail"))));
        assertThat(names(third.get("servers"))).containsExactly("web5");
        assertThat(third.has("servers_links")).isFalse();
        assertThat(names(json(get(apis, "/servers?status=build")).get("servers")))
                .containsExactly("db1");
        assertThat(get(apis, "/servers?limit=x").status()).isEqualTo(400);
        assertThat(get(apis, "/servers?marker=x").status()).isEqualTo(400);
    }

    @Test
    void withoutATokenThatIsGoodNothingIsTold() throws IOException {
        Account account = Account.DEFAULT.tokenLifetime(Duration.ofMinutes(10));
        Apis apis = play(Scenario.builder().account(account).server(web1()));
        String token = token(apis);

        assertThat(ask(apis, "GET", ORD, "/v2/123456/servers", "", "").reason()).isEqualTo("unauthorized; token=none");
        assertThat(ask(apis, "GET", ORD, "/v2/123456/servers", "x".repeat(32), "")
                        .reason())
                .isEqualTo("unauthorized; token=unknown");
        assertThat(ask(apis, "GET", ORD, "/v2/654321/servers", token, "").reason())
                .isEqualTo("unauthorized; account=654321; token-of=123456");
        clock.advance(Duration.ofMinutes(10).minusMillis(1));
        assertThat(ask(apis, "GET", ORD, "/v2/123456/servers", token, "").status())
                .isEqualTo(200);
        clock.advance(Duration.ofMillis(1));
        Exchange expired = ask(apis, "GET", ORD, "/v2/123456/servers", token, "");
        assertThat(expired.status()).isEqualTo(401);
        assertThat(expired.reason()).isEqualTo("unauthorized; token=expired");
        assertThat(json(expired).at("/unauthorized/code").intValue()).isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"me\",\"apiKey\":\"k3y\"}}} | 200",
                "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"me\",\"apiKey\":\"no\"}}} | 401",
                "{\"auth\":{\"RAX-KSKEY:apiKeyCredentials\":{\"username\":\"you\",\"apiKey\":\"k3y\"}}} | 401",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"me\",\"password\":\"s3cret\"}}} | 200",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"me\",\"password\":\"k3y\"}}} | 401",
                "{\"auth\":{\"passwordCredentials\":{\"username\":\"me\"}}} | 401",
                "{\"auth\":{\"tenantId\":\"7\",\"passwordCredentials\":{\"username\":\"me\",\"password\":\"s3cret\"}}} | 200",
                "{\"auth\":{\"tenantId\":\"8\",\"passwordCredentials\":{\"username\":\"me\",\"password\":\"s3cret\"}}} | 401",
                "{\"auth\":{\"tenantName\":\"8\",\"passwordCredentials\":{\"username\":\"me\",\"password\":\"s3cret\"}}} | 401",
                "{\"auth\":{\"token\":{\"id\":\"x\"},\"tenantId\":\"7\"}} | 401",
                "{\"auth\":{\"token\":\"x\"}} | 400",
                "{\"auth\":{}} | 400",
                "{\"auth\":[]} | 400",
                "[] | 400",
                "{\"auth\": | 400",
            })
    void aTokenIsGivenForTheRightCredentialsAlone(String body, int status) throws IOException {
        Account account = Account.ofId("7").username("me").apiKey("k3y").password("s3cret");
        Apis apis = play(Scenario.builder().account(account).server(web1()));

        Exchange answer = ask(apis, "POST", IDENTITY, "/v2.0/tokens", "", body);

        assertThat(answer.status()).isEqualTo(status);
        assertThat(json(answer).isObject()).isTrue();
    }

    @Test
    void aTokenIsGivenForATokenAndCheckedWithOne() throws IOException {
        Apis apis = play(Scenario.builder().server(web1()));
        String token = token(apis);
        String body = "{\"auth\":{\"token\":{\"id\":\"" + token + "\"},\"tenantId\":\"123456\"}}";

        assertThat(ask(apis, "POST", IDENTITY, "/v2.0/tokens", "", body).status())
                .isEqualTo(200);
        Exchange check = ask(apis, "GET", IDENTITY, "/v2.0/tokens/" + token, token, "");
        assertThat(json(check).at("/access/token/id").textValue()).isEqualTo(token);
        assertThat(json(check).at("/access").has("serviceCatalog")).isFalse();
        assertThat(ask(apis, "GET", IDENTITY, "/v2.0/tokens/" + "0".repeat(32), token, "")
                        .status())
                .isEqualTo(404);
        assertThat(ask(apis, "GET", IDENTITY, "/v2.0/tokens/" + token, "", "").status())
                .isEqualTo(401);
    }

    @Test
    void theAccountsLimitHoldsForAllItsServersTogether() throws IOException {
        Account account = Account.DEFAULT.rateLimit(
                new RateLimit(2, Duration.ofMinutes(1), RateLimit.Alignment.FIRST_REQUEST, null, null));
        Apis apis = play(Scenario.builder().account(account).server(web1()));

        assertThat(get(apis, "/servers").status()).isEqualTo(200);
        assertThat(get(apis, "/servers/" + WEB1).status()).isEqualTo(200);
        clock.advance(Duration.ofSeconds(18));
        Exchange refused = get(apis, "/servers");
        assertThat(refused.status()).isEqualTo(413);
        assertThat(refused.retryAfter()).isEqualTo("42");
        assertThat(json(refused).at("/overLimit/retryAfter").textValue()).isEqualTo("42");
        assertThat(refused.rule()).isEqualTo(Rule.RATE_LIMITED);
        clock.advance(Duration.ofSeconds(42));
        assertThat(get(apis, "/servers").status()).isEqualTo(200);
    }

    @Test
    void aFaultStrikesTheApiThatItsOperationsName() throws IOException {
        Incident.Builder outage = Incident.named("outage")
                .after(Duration.ZERO)
                .lasts(Duration.ofMinutes(1))
                .fault(Fault.answer(503).operations(Operation.METADATA, Operation.TOKENS));
        Apis apis = play(Scenario.builder().server(web1()));
        String token = token(apis);
        apis = play(Scenario.builder().server(web1()).incident(outage));

        Exchange struck = ask(apis, "GET", ORD, "/v2/123456/servers/" + WEB1 + "/metadata", token, "");
        assertThat(struck.status()).isEqualTo(503);
        assertThat(json(struck).at("/serviceUnavailable/code").intValue()).isEqualTo(503);
        assertThat(struck.reason()).isEqualTo("fault; kind=answer; incident=outage");
        assertThat(ask(apis, "POST", IDENTITY, "/v2.0/tokens", "", ANY_USER).status())
                .isEqualTo(503);
        assertThat(ask(apis, "GET", ORD, "/v2/123456/servers/" + WEB1, token, "")
                        .status())
                .isEqualTo(200);
        assertThat(rackConnect(apis).status()).isEqualTo(200);
    }

    /** Its answer is the API's own, so that the reason alone tells of the fault. */
    @Test
    void aFaultThatChangesOnlyAHeaderIsTheReason() throws IOException {
        Fault header = Fault.of(FaultEffect.Answer.own().header("Via", "1.1 proxy"));
        Apis apis = play(Scenario.builder()
                .server(deploying().fault(header.operations(Operation.METADATA)))
                .incident(Incident.named("proxied")
                        .after(Duration.ZERO)
                        .lasts(Duration.ofMinutes(1))
                        .fault(header.operations(Operation.SERVERS))));

        Exchange one = get(apis, "/servers/" + WEB1 + "/metadata");
        Exchange list = get(apis, "/servers");

        assertThat(one.status()).isEqualTo(200);
        assertThat(one.fields().first("Via")).isEqualTo("1.1 proxy");
        assertThat(json(one).at("/metadata/" + STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(one.reason()).isEqualTo("fault; kind=answer");
        assertThat(one.rule()).isEqualTo(Rule.FAULT);
        assertThat(list.fields().first("Via")).isEqualTo("1.1 proxy");
        assertThat(names(json(list).get("servers"))).containsExactly("web1");
        assertThat(list.reason()).isEqualTo("fault; kind=answer; incident=proxied");
        assertThat(get(apis, "/servers/" + WEB1).reason()).isNull();
    }

    /** The ports of single servers follow what the listener is told. */
    @Test
    void whoListensForChangesIsToldOfAServerThatIsCreatedOrDeleted() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying().begins(Begins.CREATED)));
        AtomicInteger told = new AtomicInteger();
        clock.changes().listener(told::incrementAndGet);
        String token = token(apis);
        String servers = "/v2/123456/servers";

        ask(apis, "GET", ORD, servers, token, "");
        assertThat(told).hasValue(0);
        ask(apis, "POST", ORD, servers, token, "{\"server\":{}}");
        assertThat(told).hasValue(1);
        assertThat(ask(apis, "POST", ORD, servers, token, "{\"server\":{}}").status())
                .isEqualTo(403);
        assertThat(told).as("nothing is created").hasValue(1);
        ask(apis, "DELETE", ORD, servers + "/" + WEB1, token, "");
        assertThat(told).hasValue(2);
    }

    @Test
    void aFaultOfNoOperationsIsOfTheRackConnectApiAndOneOfAllOfBoth() throws IOException {
        Apis first = play(Scenario.builder().server(web1().fault(Fault.answer(500))));
        assertThat(rackConnect(first).status()).isEqualTo(500);
        assertThat(get(first, "/servers/" + WEB1).status()).isEqualTo(200);

        Apis second =
                play(Scenario.builder().server(web1().fault(Fault.answer(500).allOperations())));
        assertThat(rackConnect(second).status()).isEqualTo(500);
        assertThat(get(second, "/servers/" + WEB1).status()).isEqualTo(500);
    }

    @Test
    void requestsHereBeginAStepOnlyWhereItNamesThem() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().status(AutomationStatus.DEPLOYING)
                        .step(Step.afterRequests(Operation.METADATA, 2).status(AutomationStatus.DEPLOYED))
                        .step(Step.afterRequests(1).status(AutomationStatus.FAILED))));

        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
        assertThat(rackConnect(apis).bodyText()).isEqualTo("DEPLOYED");
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("FAILED");
    }

    @Test
    void anExchangeTellsTheServerThatItIsAboutAndTheStateThatItTold() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying()));

        Exchange exchange = get(apis, "/servers/" + WEB1 + "/metadata");

        assertThat(exchange.server()).isEqualTo("web1");
        assertThat(exchange.operation()).isEqualTo(Operation.METADATA);
        assertThat(Objects.requireNonNull(exchange.state()).status()).isEqualTo(AutomationStatus.DEPLOYING);
        assertThat(get(apis, "/servers/" + WEB1 + "/metadata/role").state()).isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/v1/automation_status",
                "/v3/auth/tokens",
                "/v2/123456/volumes",
                "/v2/123456/servers/" + WEB1 + "/nothing"
            })
    void thereIsNothingElse(String path) throws IOException {
        Apis apis = play(Scenario.builder().server(web1()));

        Exchange answer = ask(apis, "GET", ORD, path, token(apis), "");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.rule()).isEqualTo(Rule.UNKNOWN_PATH);
        assertThat(json(answer).at("/itemNotFound/code").intValue()).isEqualTo(404);
    }

    @Test
    void theHostsOfRackConnectDoNotKnowIt() {
        Apis apis = play(Scenario.builder().server(web1()));

        assertThat(ask(apis, "GET", "ord.api.rackconnect.rackspace.com", "/v2/123456/servers", "", "")
                        .rule())
                .isEqualTo(Rule.UNKNOWN_PATH);
    }

    @Test
    void atTheMocksOwnAddressTheCatalogueGivesUrlsThere() throws IOException {
        Apis apis = play(Scenario.builder().server(web1()));

        JsonNode access = json(ask(apis, "POST", "localhost", "/identity/v2.0/tokens", "", ANY_USER));

        assertThat(access.at("/access/serviceCatalog/0/endpoints/0/publicURL").textValue())
                .isEqualTo("https://localhost/v2/123456");
    }

    private String serverStatus(Apis apis) throws IOException {
        return json(get(apis, "/servers/" + WEB1)).at("/server/status").textValue();
    }

    private Exchange act(Apis apis, String action) throws IOException {
        return ask(apis, "POST", ORD, "/v2/123456/servers/" + WEB1 + "/action", token(apis), action);
    }

    @Test
    void aServerThatIsStoppedIsShutOffUntilItIsStartedAndItsLifeGoesOn() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying()));

        assertThat(act(apis, "{\"os-stop\":null}").status()).isEqualTo(202);
        assertThat(serverStatus(apis)).isEqualTo("SHUTOFF");
        assertThat(names(json(get(apis, "/servers?status=SHUTOFF")).get("servers")))
                .containsExactly("web1");
        clock.advance(Duration.ofSeconds(30));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
        act(apis, "{\"os-start\":null}");
        assertThat(serverStatus(apis)).isEqualTo("ACTIVE");
        act(apis, "{\"os-stop\":null}");
        apis.rackConnect().simulation().servers().first().restart();
        assertThat(serverStatus(apis)).isEqualTo("ACTIVE");
    }

    @Test
    void onlyAServerThatTheScenarioHasActiveTellsThatItIsStopped() throws IOException {
        Apis apis = play(Scenario.builder().server(deploying().serverStatus("ERROR")));

        act(apis, "{\"os-stop\":null}");

        assertThat(serverStatus(apis)).isEqualTo("ERROR");
    }

    @Test
    void anImageOfAServerIsTheOneThatThereIs() throws IOException {
        Apis apis = play(Scenario.builder().server(web1()));

        Exchange made = act(apis, "{\"createImage\":{\"name\":\"made\"}}");

        assertThat(made.status()).isEqualTo(202);
        String url = Objects.requireNonNull(made.fields().first("Location"));
        assertThat(url).startsWith("https://" + ORD + "/v2/123456/images/");
        assertThat(json(get(apis, url.substring(url.indexOf("/images/"))))
                        .at("/image/status")
                        .textValue())
                .isEqualTo("ACTIVE");
    }

    private static Optional<String> stored(Apis apis, String path) {
        return XenStore.value(
                apis.rackConnect().simulation().servers().first(),
                apis.rackConnect().scenario(),
                path);
    }

    @Test
    void theHypervisorsStoreTellsTheMetadataInQuotes() {
        Apis apis = play(Scenario.builder()
                .metadataDelay(Duration.ofSeconds(2))
                .server(deploying().region(Region.ORD).metadata("said", "a \"b\"")));

        assertThat(stored(apis, "vm-data/user-metadata/" + STATUS)).isEmpty();
        assertThat(stored(apis, "vm-data/provider_data/roles")).isEmpty();
        clock.advance(Duration.ofSeconds(2));
        assertThat(stored(apis, "vm-data/user-metadata/" + STATUS)).contains("\"DEPLOYING\"");
        assertThat(stored(apis, "vm-data/user-metadata/said")).contains("\"a \\\"b\\\"\"");
        assertThat(stored(apis, "vm-data/user-metadata/other")).isEmpty();
        assertThat(stored(apis, "vm-data/provider_data/roles")).contains("[\"rack_connect\"]");
        assertThat(stored(apis, "vm-data/provider_data/region")).contains("\"ord\"");
        assertThat(stored(apis, "vm-data/provider_data/provider")).contains("\"Rackspace\"");
        assertThat(stored(apis, "vm-data/other")).isEmpty();
    }

    @Test
    void lookingAtListsChangesNothing() throws IOException {
        Apis apis = play(Scenario.builder()
                .server(web1().begins(Begins.FIRST_REQUEST)
                        .status(AutomationStatus.DEPLOYING)
                        .step(Step.after(Duration.ofSeconds(10)).status(AutomationStatus.DEPLOYED))));

        clock.advance(Duration.ofMinutes(1));
        assertThat(json(get(apis, "/servers/detail")).at("/servers/0/metadata").has(STATUS))
                .isFalse();
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYING");
        clock.advance(Duration.ofSeconds(10));
        assertThat(metadata(apis).get(STATUS).textValue()).isEqualTo("DEPLOYED");
    }
}
