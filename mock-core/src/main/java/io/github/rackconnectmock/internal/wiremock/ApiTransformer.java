package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.cloudservers.Apis;

/**
 * Answers the requests of the mock's own stubs with what the API answers. WireMock gets the answer for its journal and its
 * verification. The front sends the exchange itself.
 */
final class ApiTransformer implements ResponseDefinitionTransformerV2 {
    static final String NAME = "rackconnect-api";

    private final Apis apis;
    private final Exchanges underWay;

    ApiTransformer(Apis apis, Exchanges underWay) {
        this.apis = apis;
        this.underWay = underWay;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        Exchange exchange = underWay.of(event);
        if (exchange == null) {
            throw new IllegalStateException("this event is of no request under way");
        }
        apis.answer(exchange);
        ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(exchange.status())
                .withHeader("Content-Type", exchange.contentType());
        if (exchange.reason() != null) {
            response.withHeader("X-RackConnect-Mock-Reason", exchange.reason());
        }
        for (int i = 0; i < exchange.fields().size(); i++) {
            response.withHeader(exchange.fields().name(i), exchange.fields().value(i));
        }
        return response.withBody(exchange.body()).build();
    }

    @Override
    public boolean applyGlobally() {
        return false;
    }

    @Override
    public String getName() {
        return NAME;
    }
}
