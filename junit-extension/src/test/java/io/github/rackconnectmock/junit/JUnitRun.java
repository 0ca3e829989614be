package io.github.rackconnectmock.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.reporting.ReportEntry;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;
import org.junit.platform.testkit.engine.Event;
import org.junit.platform.testkit.engine.Events;

/** How JUnit ran a test class, looked at from outside. */
public final class JUnitRun {
    private final EngineExecutionResults results;

    private JUnitRun(EngineExecutionResults results) {
        this.results = results;
    }

    /** Runs a class. */
    public static JUnitRun of(Class<?> testClass) {
        return of(Map.of(), testClass);
    }

    /** Runs classes, with settings of JUnit's. Reports are off, so that none stays behind, unless a setting says where. */
    static JUnitRun of(Map<String, String> parameters, Class<?>... testClasses) {
        return of(parameters, kit -> {}, testClasses);
    }

    /** The same, with further settings. */
    static JUnitRun of(
            Map<String, String> parameters, Consumer<EngineTestKit.Builder> settings, Class<?>... testClasses) {
        EngineTestKit.Builder kit = EngineTestKit.engine("junit-jupiter");
        for (Class<?> testClass : testClasses) {
            kit.selectors(DiscoverySelectors.selectClass(testClass));
        }
        if (!parameters.containsKey(ReportFile.FOLDER)) {
            kit.configurationParameter(ReportFile.ON, "false");
        }
        parameters.forEach(kit::configurationParameter);
        settings.accept(kit);
        return new JUnitRun(kit.execute());
    }

    /** Checks that so many tests ran, and nothing failed. */
    JUnitRun passes(int tests) {
        assertThat(failures()).isEmpty();
        assertThat(results.testEvents().succeeded().count()).isEqualTo(tests);
        return this;
    }

    /** What failed, tests and containers, in the order of the end of their runs. */
    public List<Throwable> failures() {
        List<Throwable> failures = new ArrayList<>();
        for (Event event : results.allEvents().failed().list()) {
            event.getRequiredPayload(TestExecutionResult.class).getThrowable().ifPresent(failures::add);
        }
        return failures;
    }

    /** The message of the only failure. */
    String failure() {
        assertThat(failures()).hasSize(1);
        return String.valueOf(failures().get(0).getMessage());
    }

    /** How many classes failed as a whole. */
    long failedContainers() {
        return results.containerEvents().failed().count();
    }

    /** How many tests passed. */
    public long passed() {
        return results.testEvents().succeeded().count();
    }

    /** The values that tests published, in their order. */
    List<String> published(String key) {
        List<String> values = new ArrayList<>();
        for (Event event : results.allEvents().reportingEntryPublished().list()) {
            String value = event.getRequiredPayload(ReportEntry.class)
                    .getKeyValuePairs()
                    .get(key);
            if (value != null) {
                values.add(value);
            }
        }
        return values;
    }

    /** All that happened. */
    Events events() {
        return results.allEvents();
    }

    /** The names that reports show for the tests that ran. */
    List<String> displayNames() {
        return results.testEvents().succeeded().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }
}
