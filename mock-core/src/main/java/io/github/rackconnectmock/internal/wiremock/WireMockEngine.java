package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.common.SingleRootFileSource;
import com.github.tomakehurst.wiremock.core.Options;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.github.tomakehurst.wiremock.global.GlobalSettings;
import com.github.tomakehurst.wiremock.http.AdminRequestHandler;
import com.github.tomakehurst.wiremock.http.HttpServerFactory;
import com.github.tomakehurst.wiremock.http.StubRequestHandler;
import io.github.rackconnectmock.internal.api.ApiRequest;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.cloudservers.Apis;
import io.github.rackconnectmock.internal.http.Answer;
import io.github.rackconnectmock.internal.http.StubEngine;
import io.github.rackconnectmock.internal.journal.RequestJournal;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** WireMock without a web server of its own: the front hands it requests, and sends what it answers. */
public final class WireMockEngine implements StubEngine {
    private static final String ADMIN = "/__admin";

    /** A folder that doesn't exist, so that users' mappings and files aren't read. */
    private static final String NO_FILES = "rackconnect-mock-has-no-files";

    /** The largest body of a user's stub that WireMock's journal shows whole. */
    private static final int LARGEST_SHOWN_BODY = 64 * 1024;

    /** Routes that would write files or call another server. */
    private static final List<String> REFUSED = List.of(
            "/recordings", "/mappings/save", "/files", "/recorder", "/swagger-ui", "/docs", "/webapp", "/certs");

    private final Apis apis;
    private final Exchanges underWay = new Exchanges();
    private final StubStore stubs;
    private final WireMockServer wireMock;
    private @Nullable AdminRequestHandler adminHandler;
    private @Nullable StubRequestHandler stubHandler;

    /**
     * What WireMock needs to know about the front.
     *
     * @param port the port of the mock
     * @param httpsPort its port with TLS; 0 for none
     * @param running whether the mock is running
     * @param stop closes the mock
     */
    public record Ports(int port, int httpsPort, BooleanSupplier running, Runnable stop) {}

    /**
     * Wakes WireMock. It takes a second or more the first time in a JVM.
     *
     * @param errors gets in one line what goes wrong inside
     */
    public WireMockEngine(Apis apis, RequestJournal journal, Ports ports, Consumer<String> errors) {
        this.apis = apis;
        HttpServerFactory servers = (options, admin, stub) -> {
            adminHandler = admin;
            stubHandler = stub;
            return new FrontPorts(ports);
        };
        MockStores stores = new MockStores(new SingleRootFileSource(NO_FILES), journal, underWay);
        stubs = stores.getStubStore();
        WireMockConfiguration options = WireMockConfiguration.options()
                .httpServerFactory(servers)
                .withStores(stores)
                .mappingSource(new NoMappings(() -> stores.getSettingsStore().set(GlobalSettings.defaults())))
                .notifier(new ErrorNotifier(errors))
                .stubRequestLoggingDisabled(true)
                .maxLoggedResponseSize(LARGEST_SHOWN_BODY)
                .useChunkedTransferEncoding(Options.ChunkedEncodingPolicy.NEVER)
                // A change to the whole JVM, which the user's other tests share.
                .disableOptimizeXmlFactoriesLoading(true)
                .extensions(underWay, new ApiTransformer(apis, underWay), new StateModel(underWay));
        if (ports.httpsPort() != 0) {
            // Makes WireMock report that port. It opens none.
            options.httpsPort(ports.httpsPort());
        }
        wireMock = new WireMockServer(options);
    }

    /** WireMock itself. */
    public WireMockServer server() {
        return wireMock;
    }

    /** Forgets users' stubs, scenarios' states, settings and requests. */
    public void reset() {
        wireMock.resetAll();
    }

    @Override
    @SuppressWarnings("CatchingUnchecked")
    public void serve(ApiRequest request, Reply reply) {
        Exchange exchange = apis.receive(request);
        StubRequest stubRequest = shown(new StubRequest(exchange));
        try {
            Objects.requireNonNull(stubHandler)
                    .handle(
                            stubRequest,
                            (same, response, attributes) -> {
                                if (exchange.isAnswered()) {
                                    reply.send(exchange, Answers.transmission(response));
                                } else {
                                    apis.rackConnect()
                                            .overridden(exchange, response.getStatus(), Answers.fault(response));
                                    reply.send(exchange, Answers.of(response));
                                }
                            },
                            null);
        } catch (InvalidInputException | IllegalArgumentException e) {
            fail(exchange, reply, Answer.sentence(400, "This request can't be read.", "unreadable-request"));
        } catch (Exception e) {
            // WireMock throws checked exceptions that it doesn't declare.
            fail(exchange, reply, Answer.sentence(500, "WireMock can't answer this: " + line(e), "internal-error"));
        } finally {
            underWay.remove(stubRequest);
        }
    }

    /**
     * What stubs see of a request. A stub for {@code /v1/gateway_ip} also answers at {@code /as/web1/v1/gateway_ip}, unless
     * there is one for that path itself.
     */
    private StubRequest shown(StubRequest sent) {
        return stubs.hasUsersStubFor(sent) ? sent : sent.withoutName();
    }

    private void fail(Exchange exchange, Reply reply, Answer answer) {
        if (!exchange.isAnswered()) {
            apis.rackConnect().overridden(exchange, answer.status(), null);
            reply.send(exchange, answer);
        }
    }

    private static String line(Exception e) {
        return e.getMessage() == null
                ? "nothing more is known"
                : e.getMessage().lines().findFirst().orElse("");
    }

    @Override
    public Answer admin(ApiRequest request) {
        String path = request.path().substring(ADMIN.length());
        if (path.isEmpty() || path.equals("/")) {
            return Answer.sentence(404, "There is no page here.", "unknown-path; path=" + ADMIN);
        }
        for (String refused : REFUSED) {
            if (path.equals(refused) || path.startsWith(refused + "/")) {
                return Answer.sentence(
                        403,
                        "The mock writes no files, records nothing and calls no other server.",
                        "refused; path=" + ADMIN + refused);
            }
        }
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        Objects.requireNonNull(adminHandler)
                .handle(
                        new StubRequest(apis.receive(request)),
                        (same, response, attributes) -> answer.complete(Answers.of(response)),
                        null);
        return answer.getNow(Answer.sentence(500, "WireMock doesn't answer this.", "internal-error"));
    }
}
