package io.github.rackconnectmock.internal.wiremock;

import com.github.tomakehurst.wiremock.common.Notifier;
import java.util.function.Consumer;

/** Passes WireMock's errors on in one line each and drops its information, which is many lines for each request. */
final class ErrorNotifier implements Notifier {
    private final Consumer<String> errors;

    ErrorNotifier(Consumer<String> errors) {
        this.errors = errors;
    }

    @Override
    public void info(String message) {}

    @Override
    public void error(String message) {
        errors.accept(message.lines().findFirst().orElse("an error without a message"));
    }

    @Override
    public void error(String message, Throwable t) {
        error(message);
    }
}
