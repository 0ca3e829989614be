package io.github.rackconnectmock.junit;

import io.github.rackconnectmock.ExpectationResult;
import io.github.rackconnectmock.RecordedRequest;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.opentest4j.TestAbortedException;

/** What a test's report gets when the test fails, and the failures that only the mock sees. */
final class FailureReports {
    private static final String ENTRY = "rackconnect-mock timeline";
    private static final int MISTAKES_SHOWN = 10;

    private FailureReports() {}

    /** Reports a failed test, and fails one whose client made mistakes, also beside another failure. */
    static void afterTest(ExtensionContext context, RunningMock mock) {
        Optional<Throwable> outcome = context.getExecutionException();
        if (outcome.filter(TestAbortedException.class::isInstance).isPresent()) {
            return;
        }
        if (outcome.isPresent()) {
            report(context, mock, outcome.get());
        } else {
            file(context, mock).remove();
        }
        failForMistakes(context, mock);
        failForExpectations(context, mock);
    }

    private static ReportFile file(ExtensionContext context, RunningMock mock) {
        return new ReportFile(context, mock.name());
    }

    /**
     * A test's failure, with the place of its report in its message: of an assertion's failure a copy; of another exception the
     * same, to which the place is added as a suppressed one.
     */
    static Throwable named(ExtensionContext context, RunningMock mock, Throwable failure) {
        String line = write(context, mock, failure);
        return line == null ? failure : NamedFailures.of(failure, line);
    }

    private static @Nullable String write(ExtensionContext context, RunningMock mock, Throwable failure) {
        Instant now = mock.server().clock().instant();
        return file(context, mock)
                .write(mock.server()
                        .report()
                        .title(title(context))
                        .verdict(String.valueOf(failure.getMessage()))
                        .at(now));
    }

    private static String title(ExtensionContext context) {
        String test = context.getTestClass().map(Class::getSimpleName).orElse("")
                + context.getTestMethod().map(method -> "." + method.getName()).orElse("");
        return test + " failed";
    }

    private static void failForExpectations(ExtensionContext context, RunningMock mock) {
        List<ExpectationResult> unmet = mock.unmetExpectations();
        if (unmet.isEmpty()) {
            return;
        }
        AssertionError failure = new AssertionError("The scenario expects more of its clients:"
                + unmet.stream()
                        .limit(MISTAKES_SHOWN)
                        .map(result -> System.lineSeparator() + "  " + result)
                        .collect(Collectors.joining())
                + (unmet.size() > MISTAKES_SHOWN ? System.lineSeparator() + "  …" : ""));
        throw reported(context, mock, failure);
    }

    /** Reports a failure that only the mock sees, unless the test failed before. */
    private static AssertionError reported(ExtensionContext context, RunningMock mock, AssertionError failure) {
        if (context.getExecutionException().isPresent()) {
            return failure;
        }
        AssertionError named = (AssertionError) named(context, mock, failure);
        print(context, mock);
        return named;
    }

    /**
     * Fails if a client made mistakes since the last look, and reports that, unless another failure was reported.
     *
     * @throws AssertionError listing them
     */
    static void failForMistakes(ExtensionContext context, RunningMock mock) {
        try {
            failForMistakes(mock);
        } catch (AssertionError failure) {
            throw reported(context, mock, failure);
        }
    }

    /**
     * Fails if a client made mistakes since the last look. It reports nothing: what is called at the end of the test or class
     * does.
     *
     * @throws AssertionError listing them
     */
    static void failForMistakes(RunningMock mock) {
        failForMistakes(mock, "The mock received ");
    }

    /**
     * Fails a test for mistakes that were made before it, such as by another extension. No class is to be blamed for these any
     * more, so the message says that it isn't the test's.
     *
     * @throws AssertionError listing them
     */
    static void failForMistakesBefore(RunningMock mock) {
        failForMistakes(mock, "Before this test began, the mock received ");
    }

    private static void failForMistakes(RunningMock mock, String received) {
        List<RecordedRequest> mistakes = mock.takeMistakes();
        if (mistakes.isEmpty()) {
            return;
        }
        throw new AssertionError(received
                + (mistakes.size() == 1 ? "a request" : mistakes.size() + " requests")
                + " that no RackConnect client should make; if that is what the test is about, say"
                + " failOnUnexpectedRequests = false:"
                + mistakes.stream()
                        .limit(MISTAKES_SHOWN)
                        .map(request -> System.lineSeparator() + "  " + request)
                        .collect(Collectors.joining())
                + (mistakes.size() > MISTAKES_SHOWN ? System.lineSeparator() + "  …" : ""));
    }

    /** Reports a failure: writes the file, and prints the timeline. */
    static void report(ExtensionContext context, RunningMock mock, Throwable failure) {
        write(context, mock, failure);
        print(context, mock);
    }

    /** Prints the timeline, where it stays with the test's output, and publishes it, where tools find it. */
    private static void print(ExtensionContext context, RunningMock mock) {
        String timeline = mock.server().timeline();
        System.out.println(context.getDisplayName() + System.lineSeparator() + timeline);
        file(context, mock).printAttachment();
        context.publishReportEntry(ENTRY, timeline);
    }
}
