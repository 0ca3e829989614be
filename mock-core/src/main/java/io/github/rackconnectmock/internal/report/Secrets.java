package io.github.rackconnectmock.internal.report;

import io.github.rackconnectmock.internal.api.Exchange;
import io.github.rackconnectmock.internal.api.HeaderFields;
import io.github.rackconnectmock.scenario.Operation;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Whether credentials of requests and answers are shown, or masked: they are for the mock only, but real ones get there by mistake. */
public enum Secrets {
    MASKED,
    SHOWN;

    private static final String MASK = "***";

    private static final Set<String> SECRET_FIELDS = Set.of(
            "authorization",
            "proxy-authorization",
            "cookie",
            "set-cookie",
            "x-auth-token",
            "x-subject-token",
            "x-auth-key",
            "x-api-key");

    /** A token in the path, as in {@code GET /v2.0/tokens/…}. */
    private static final Pattern TOKEN_IN_PATH = Pattern.compile("(/tokens/)[^/?#]+");

    /** What a query gives away: {@code ?token=…} and the like. */
    private static final Pattern SECRET_IN_QUERY =
            Pattern.compile("([?&][^=&#]*(?:token|password|api_?key|secret)[^=&#]*=)[^&#]*", Pattern.CASE_INSENSITIVE);

    /** The identity service tells each token in this way. */
    private static final Pattern TOKEN_IN_BODY = Pattern.compile("(\"token\"\\s*:\\s*\\{\\s*\"id\"\\s*:\\s*\")[^\"]*");

    /** A target, as far as it may be shown. */
    String target(String target) {
        return this == SHOWN
                ? target
                : SECRET_IN_QUERY
                        .matcher(TOKEN_IN_PATH.matcher(target).replaceAll("$1" + MASK))
                        .replaceAll("$1" + MASK);
    }

    /** The answer's body, as far as it may be shown. */
    String body(Exchange exchange) {
        return this == SHOWN || exchange.operation() != Operation.TOKENS
                ? exchange.bodyText()
                : TOKEN_IN_BODY.matcher(exchange.bodyText()).replaceAll("$1" + MASK);
    }

    /** Names and values of header fields, as far as they may be shown. */
    List<List<String>> fields(HeaderFields fields) {
        List<List<String>> shown = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            boolean isSecret = SECRET_FIELDS.contains(fields.name(i).toLowerCase(Locale.ROOT));
            shown.add(List.of(fields.name(i), isSecret && this == MASKED ? MASK : fields.value(i)));
        }
        return shown;
    }
}
