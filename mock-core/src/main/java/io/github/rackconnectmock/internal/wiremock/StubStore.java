package io.github.rackconnectmock.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.common.Errors;
import com.github.tomakehurst.wiremock.common.InvalidInputException;
import com.github.tomakehurst.wiremock.http.Request;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.store.InMemoryStubMappingStore;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.rackconnectmock.scenario.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Users' stubs, and the mock's own: one for each operation and one for all other paths, at priorities
 * below the default of users' stubs. The mock's own are always there, so each request during a reset still finds one.
 *
 * <p>Stubs that would call another server or need files are refused here: every way to add a stub ends here.
 */
final class StubStore extends InMemoryStubMappingStore {
    private static final int OPERATION_PRIORITY = 100;
    private static final int OTHERWISE_PRIORITY = 1000;
    private static final String OTHERWISE = "any other path";

    private static final Comparator<StubMapping> BY_PRIORITY = Comparator.comparingInt(
            stub -> stub.getPriority() == null ? StubMapping.DEFAULT_PRIORITY : stub.getPriority());

    private final List<StubMapping> own = own();
    private final Map<UUID, StubMapping> ownById =
            own.stream().collect(Collectors.toUnmodifiableMap(StubMapping::getId, Function.identity()));

    @Override
    public Stream<StubMapping> getAll() {
        // Users' stubs come in their order, the latest first. The sort is stable and keeps it.
        return Stream.concat(super.getAll(), own.stream()).sorted(BY_PRIORITY);
    }

    @Override
    public Optional<StubMapping> get(UUID id) {
        StubMapping stub = ownById.get(id);
        return stub != null ? Optional.of(stub) : super.get(id);
    }

    @Override
    public void add(StubMapping stub) {
        check(stub);
        super.add(stub);
    }

    @Override
    public void replace(StubMapping existing, StubMapping updated) {
        checkNotOwn(existing.getId());
        check(updated);
        super.replace(existing, updated);
    }

    @Override
    @Deprecated
    @SuppressWarnings("removal")
    public void remove(StubMapping stub) {
        if (!ownById.containsKey(stub.getId())) {
            super.remove(stub);
        }
    }

    /** Whether a user's stub matches the request. */
    boolean hasUsersStubFor(Request request) {
        return super.getAll().anyMatch(stub -> stub.getRequest().match(request).isExactMatch());
    }

    private void check(StubMapping stub) {
        checkNotOwn(stub.getId());
        ResponseDefinition response = stub.getResponse();
        boolean callsOut = response != null && response.isProxyResponse();
        Stream<String> actions = Stream.concat(
                Stream.ofNullable(stub.getPostServeActions())
                        .flatMap(List::stream)
                        .map(each -> each.getName()),
                Stream.ofNullable(stub.getServeEventListeners())
                        .flatMap(List::stream)
                        .map(each -> each.getName()));
        if (callsOut || actions.anyMatch(StubStore::isWebhook)) {
            throw refused("the mock calls no other server: a stub can't have a proxy or a webhook");
        }
        if (stub.shouldBePersisted() || (response != null && response.getBodyFileName() != null)) {
            throw refused("the mock has no files: a stub can't be persistent or have a bodyFileName");
        }
    }

    private static boolean isWebhook(String name) {
        return name.toLowerCase(Locale.ROOT).contains("webhook");
    }

    private void checkNotOwn(UUID id) {
        if (ownById.containsKey(id)) {
            throw refused("the mock's own stubs stay as they are: add one of your own, which comes before them");
        }
    }

    private static InvalidInputException refused(String why) {
        return new InvalidInputException(Errors.single(10, why));
    }

    private static List<StubMapping> own() {
        List<StubMapping> stubs = new ArrayList<>();
        for (Operation operation : Operation.RACKCONNECT) {
            stubs.add(stub(operation.word(), urlPathEqualTo(operation.path()), OPERATION_PRIORITY));
        }
        stubs.add(stub(OTHERWISE, anyUrl(), OTHERWISE_PRIORITY));
        return List.copyOf(stubs);
    }

    private static StubMapping stub(String name, UrlPattern url, int priority) {
        String fullName = "RackConnect " + name;
        return any(url).withId(UUID.nameUUIDFromBytes(fullName.getBytes(StandardCharsets.UTF_8)))
                .withName(fullName)
                .atPriority(priority)
                .willReturn(aResponse().withTransformers(ApiTransformer.NAME))
                .build();
    }
}
