package io.github.rackconnectmock.junit;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** A client of the API, as plain as they come. */
public final class ApiClient {
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private ApiClient() {}

    /** The body of an answer. */
    public static String get(URI base, String path) throws IOException, InterruptedException {
        return HTTP.send(HttpRequest.newBuilder(base.resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
                .body();
    }

    /** The automation status, as text. */
    public static String status(URI base) throws IOException, InterruptedException {
        return get(base, "v1/automation_status");
    }
}
