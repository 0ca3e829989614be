package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.extension.TemplateModelDataProviderExtension;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.simulation.ServerLife;
import io.github.rackconnectmock.scenario.ServerState;
import java.util.HashMap;
import java.util.Map;

/** The state of the server that asks, as {@code rackconnect} in users' templates; without a server, all of it is absent. */
final class StateModel implements TemplateModelDataProviderExtension {
    private final Exchanges underWay;

    StateModel(Exchanges underWay) {
        this.underWay = underWay;
    }

    @Override
    public Map<String, Object> provideTemplateModelData(ServeEvent event) {
        Map<String, Object> model = new HashMap<>();
        Exchange exchange = underWay.of(event);
        ServerLife server = exchange == null ? null : exchange.life();
        if (server != null) {
            ServerState state = server.state();
            model.put("server", server.name());
            model.put("region", server.region() == null ? "" : server.region().name());
            model.put("step", state.step());
            model.put("status", state.status().name());
            model.put("gatewayIp", state.gatewayIp() == null ? "" : state.gatewayIp());
            model.put("features", state.features());
            model.put("tasks", state.tasks());
        }
        return Map.of("rackconnect", model);
    }

    @Override
    public String getName() {
        return "rackconnect-state";
    }
}
