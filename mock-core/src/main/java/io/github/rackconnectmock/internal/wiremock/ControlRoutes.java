package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.admin.Router;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.extension.AdminApiExtension;
import com.github.tomakehurst.wiremock.http.RequestMethod;
import com.github.tomakehurst.wiremock.http.ResponseDefinition;
import com.github.tomakehurst.wiremock.verification.LoggedRequest;
import io.github.rackconnectmock.internal.control.ControlAnswer;
import io.github.rackconnectmock.internal.control.ControlApi;
import io.github.rackconnectmock.internal.control.ControlRequest;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.BooleanSupplier;

/** The control API under WireMock's own, {@code /__admin/rackconnect}. */
final class ControlRoutes implements AdminApiExtension {
    private static final String ROOT = "/rackconnect";

    private final ApiRequests requests;
    private final ControlApi api;

    ControlRoutes(ApiRequests requests, BooleanSupplier answering, Runnable reset) {
        this.requests = requests;
        this.api = new ControlApi(answering, reset);
    }

    /** WireMock finds a route's path parameters by its task's class, so these are two classes, one for each route. */
    @Override
    public void contributeAdminApiRoutes(Router router) {
        router.add(RequestMethod.ANY, ROOT, (admin, event, parameters) -> answer(event.getRequest()));
        router.add(RequestMethod.ANY, ROOT + "/**", (admin, event, parameters) -> answer(event.getRequest()));
    }

    private ResponseDefinition answer(LoggedRequest request) {
        String url = request.getUrl();
        String path = url.substring(0, url.indexOf('?') < 0 ? url.length() : url.indexOf('?'));
        String below = path.substring(path.indexOf(ROOT) + ROOT.length());
        Map<String, String> query = new LinkedHashMap<>();
        request.getQueryParams().forEach((name, values) -> query.put(name, values.firstValue()));
        ControlAnswer answer = api.answer(
                requests.fake(),
                new ControlRequest(
                        request.getMethod().getName(),
                        URLDecoder.decode(below.replace("+", "%2B"), StandardCharsets.UTF_8),
                        query,
                        request.getBody()));
        ResponseDefinitionBuilder response =
                ResponseDefinitionBuilder.responseDefinition().withStatus(answer.status());
        if (answer.body() != null) {
            response.withHeader("Content-Type", answer.contentType()).withBody(answer.body());
        }
        if (answer.allow() != null) {
            response.withHeader("Allow", answer.allow());
        }
        return response.build();
    }

    @Override
    public String getName() {
        return "rackconnect-control";
    }
}
