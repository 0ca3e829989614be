package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.ResponseDefinitionTransformerV2;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.stubbing.ServeEvent;
import io.github.rackconnectmock.internal.api.ApiAnswer;
import io.github.rackconnectmock.internal.wiremock.jetty.Exchange;
import io.github.rackconnectmock.scenario.FaultEffect;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;

/** Answers the requests of {@link OperationStubs} with what the API answers. */
final class ApiTransformer implements ResponseDefinitionTransformerV2 {
    static final String NAME = "rackconnect-api";

    /** The longest that WireMock can wait, 24 days: no client's patience and no test's. */
    private static final int FOR_EVER = Integer.MAX_VALUE;

    private final ApiRequests requests;

    ApiTransformer(ApiRequests requests) {
        this.requests = requests;
    }

    @Override
    public ResponseDefinition transform(ServeEvent event) {
        ApiAnswer answer = requests.fake().answer(requests.of(event.getRequest()));
        ResponseDefinitionBuilder response = ResponseDefinitionBuilder.responseDefinition()
                .withStatus(answer.status())
                .withHeader("Content-Type", answer.contentType());
        if (answer.allow() != null) {
            response.withHeader("Allow", answer.allow());
        }
        if (answer.reason() != null && (answer.status() != 200 || answer.effect() != null)) {
            response.withHeader("X-RackConnect-Mock-Reason", answer.reason());
        }
        byte[] body = answer.body().getBytes(StandardCharsets.UTF_8);
        FaultEffect effect = answer.effect();
        if (effect instanceof FaultEffect.Truncated) {
            response.withHeader("Content-Length", Integer.toString(body.length));
            body = Arrays.copyOf(body, body.length / 2);
        } else if (effect instanceof FaultEffect.Delay delay) {
            delay(response, millis(delay.duration()));
        } else if (effect instanceof FaultEffect.Hang) {
            delay(response, FOR_EVER);
            response.withFault(Fault.EMPTY_RESPONSE);
        } else if (effect instanceof FaultEffect.Reset) {
            response.withFault(Fault.CONNECTION_RESET_BY_PEER);
        } else if (effect instanceof FaultEffect.Empty) {
            response.withFault(Fault.EMPTY_RESPONSE);
        } else if (effect instanceof FaultEffect.Garbage) {
            response.withFault(Fault.RANDOM_DATA_THEN_CLOSE);
        }
        return response.withBody(body).build();
    }

    private void delay(ResponseDefinitionBuilder response, int millis) {
        Exchange exchange = requests.exchange();
        exchange.delay(millis);
        response.withFixedDelay(millis);
    }

    private static int millis(Duration duration) {
        return (int) Math.min(FOR_EVER, duration.toMillis());
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
