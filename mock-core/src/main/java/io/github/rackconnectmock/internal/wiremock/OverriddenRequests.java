package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.extension.Parameters;
import com.github.tomakehurst.wiremock.extension.ServeEventListener;
import com.github.tomakehurst.wiremock.extension.TemplateModelDataProviderExtension;
import com.github.tomakehurst.wiremock.http.LoggedResponse;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import com.github.tomakehurst.wiremock.stubbing.StubMapping;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What users' own stubs get of the fake: a place in its journal, and its state for their templates. */
final class OverriddenRequests implements ServeEventListener, TemplateModelDataProviderExtension {
    private final ApiRequests requests;
    private final OperationStubs ours;

    OverriddenRequests(ApiRequests requests, OperationStubs ours) {
        this.requests = requests;
        this.ours = ours;
    }

    @Override
    public void beforeResponseSent(ServeEvent event, Parameters parameters) {
        @Nullable StubMapping stub = event.getStubMapping();
        if (stub == null || ours.contains(stub)) {
            return;
        }
        LoggedResponse response = event.getResponse();
        String fault =
                response.getFault() == null ? null : response.getFault().name().toLowerCase(Locale.ROOT);
        requests.fake()
                .recordOverridden(
                        requests.of(event.getRequest()),
                        fault == null ? (Integer) response.getStatus() : null,
                        fault == null ? Integer.toString(response.getStatus()) : fault);
    }

    /** The state of the server that asks, as {@code rackconnect}; without a server, all of it is absent. */
    @Override
    public Map<String, Object> provideTemplateModelData(ServeEvent event) {
        Map<String, Object> model = new HashMap<>();
        @Nullable ServerLife server = requests.fake().serverOf(requests.of(event.getRequest()));
        if (server != null) {
            ServerState state = server.state();
            model.put("server", server.name());
            model.put("region", server.region().name());
            model.put("step", state.step());
            model.put("status", state.status().name());
            model.put("gatewayIp", state.gatewayIp() == null ? "" : state.gatewayIp());
            model.put("features", state.features());
            model.put("tasks", state.tasks());
        }
        return Map.of("rackconnect", model);
    }

    @Override
    public boolean applyGlobally() {
        return true;
    }

    @Override
    public String getName() {
        return "rackconnect-overridden";
    }
}
