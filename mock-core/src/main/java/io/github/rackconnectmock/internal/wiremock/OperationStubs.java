package io.github.rackconnectmock.internal.wiremock;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;

import com.github.tomakehurst.wiremock.extension.StubLifecycleListener;
import com.github.tomakehurst.wiremock.matching.UrlPattern;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.rackconnectmock.scenario.Operation;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * One stub for each operation and one for all other paths, at priorities that any stub of a user's comes before. They
 * outlast every reset: some of WireMock's resets load stubs again and some don't, but all tell of themselves.
 */
final class OperationStubs implements StubLifecycleListener {
    private static final int OPERATION_PRIORITY = 100;
    private static final int OTHERWISE_PRIORITY = 1000;
    private static final String OTHERWISE = "any other path";

    private final Set<UUID> ids = stubs().stream().map(StubMapping::getId).collect(Collectors.toUnmodifiableSet());
    private @Nullable Consumer<StubMapping> target;

    /** Adds the stubs now and after every reset. Called once, before the first request. */
    void addTo(Consumer<StubMapping> stubMappings) {
        target = stubMappings;
        afterStubsReset();
    }

    boolean contains(StubMapping stub) {
        return ids.contains(stub.getId());
    }

    Set<UUID> ids() {
        return ids;
    }

    @Override
    public void afterStubsReset() {
        if (target != null) {
            stubs().forEach(target);
        }
    }

    @Override
    public String getName() {
        return "rackconnect-stubs";
    }

    private static List<StubMapping> stubs() {
        List<StubMapping> stubs = new ArrayList<>();
        for (Operation operation : Operation.values()) {
            String path = "(?:/as/[^/]*)?" + Pattern.quote(operation.path());
            stubs.add(stub(operation.word(), urlPathMatching(path), OPERATION_PRIORITY));
        }
        stubs.add(stub(OTHERWISE, anyUrl(), OTHERWISE_PRIORITY));
        // WireMock tries the latest first, and clients ask for the status most.
        Collections.reverse(stubs);
        return stubs;
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
