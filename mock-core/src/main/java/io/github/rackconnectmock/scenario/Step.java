package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a server's life. It states only what changes; all else carries over from the step before, but for faults. The
 * last step lasts.
 *
 * <p>Steps are made with {@link #after}, {@link #afterRequests} and {@link #on}, and completed with the methods that
 * return a changed copy: {@code Step.after(ofMinutes(2)).name("gateway-ready").gatewayIp("10.181.0.1")}.
 *
 * @param trigger what makes it begin
 * @param name how reasons and the control API call it, unique in the server; {@code null} for {@code step-N}
 * @param status the new status; {@code null} to keep it
 * @param gateway the new gateway; {@code null} to keep it
 * @param features the features that change
 * @param tasks the tasks that change, an empty value removing the task
 * @param faults what goes wrong during this step; empty for nothing
 * @param rateLimit the limit from this step on; {@code null} to keep it
 * @param known whether the address is a cloud server's from this step on; {@code null} to keep it
 * @param seenAs as whom the server is answered from this step on; {@code null} to keep it
 * @param goTo the step that begins again instead of this one; {@code null} for a step with a state of its own
 * @param details what changes for the Cloud Servers API alone
 */
public record Step(
        Trigger trigger,
        @Nullable String name,
        @Nullable AutomationStatus status,
        @Nullable Gateway gateway,
        Map<String, Boolean> features,
        Map<String, Optional<String>> tasks,
        List<Fault> faults,
        @Nullable LimitChange rateLimit,
        @Nullable Boolean known,
        @Nullable SeenAs seenAs,
        @Nullable GoTo goTo,
        CloudDetails details) {

    /**
     * A server's gateway.
     *
     * @param ip an IP literal; {@code null} while none is assigned
     */
    public record Gateway(@Nullable String ip) {}

    /**
     * Another rate limit.
     *
     * @param limit {@code null} for none, or for the scenario's
     * @param isScenarios whether the scenario's limit holds again
     */
    public record LimitChange(@Nullable RateLimit limit, boolean isScenarios) {
        /** The scenario's own limit again. */
        public static final LimitChange SCENARIOS = new LimitChange(null, true);

        /** No limit. */
        public static final LimitChange NONE = new LimitChange(null, false);

        /** Another limit. */
        public static LimitChange to(RateLimit limit) {
            return new LimitChange(limit, false);
        }
    }

    /**
     * As whom a server is answered.
     *
     * @param server another server's name, or {@link #UNKNOWN}; {@code null} for itself again
     */
    public record SeenAs(@Nullable String server) {
        /** What stands for an unknown source. No server may have this name. */
        public static final String UNKNOWN = "unknown";
    }

    /**
     * The way back to an earlier step.
     *
     * @param step the name of that step, or {@code start}
     * @param times how often, at least 1; then the life goes on as if this step weren't there; {@code null} for always
     */
    public record GoTo(String step, @Nullable Integer times) {}

    public Step {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        faults = List.copyOf(faults);
    }

    /** A step that begins when its trigger says and, so far, changes nothing. */
    public static Step when(Trigger trigger) {
        return new Step(
                trigger,
                null,
                null,
                null,
                Map.of(),
                Map.of(),
                List.of(),
                null,
                null,
                null,
                null,
                CloudDetails.UNCHANGED);
    }

    /** A step that begins so long after the previous one, on the mock's clock. */
    public static Step after(Duration delay) {
        return after(DrawnDuration.of(delay));
    }

    /** A step that begins so long after the previous one, drawn once for each server, on the mock's clock. */
    public static Step after(DrawnDuration delay) {
        return when(new Trigger.After(delay));
    }

    /** A step that begins once the server has been answered so many times. */
    public static Step afterRequests(int requests) {
        return when(new Trigger.AfterRequests(requests, null));
    }

    /** A step that begins once the server has been answered so many times by one operation. */
    public static Step afterRequests(Operation operation, int requests) {
        return when(new Trigger.AfterRequests(requests, operation));
    }

    /** A step that begins when a signal is fired. */
    public static Step on(String signal) {
        return when(new Trigger.OnSignal(signal));
    }

    /** The same step under a name. */
    public Step name(String newName) {
        return new Step(
                trigger, newName, status, gateway, features, tasks, faults, rateLimit, known, seenAs, goTo, details);
    }

    /** The same step with a new status. */
    public Step status(AutomationStatus newStatus) {
        return new Step(
                trigger, name, newStatus, gateway, features, tasks, faults, rateLimit, known, seenAs, goTo, details);
    }

    /** The same step with a gateway, an IP literal, or without one ({@code null}). */
    public Step gatewayIp(@Nullable String ip) {
        return new Step(
                trigger,
                name,
                status,
                new Gateway(ip),
                features,
                tasks,
                faults,
                rateLimit,
                known,
                seenAs,
                goTo,
                details);
    }

    /** The same step with one feature on or off. */
    public Step feature(String feature, boolean enabled) {
        Map<String, Boolean> changed = new LinkedHashMap<>(features);
        changed.put(feature, enabled);
        return new Step(
                trigger, name, status, gateway, changed, tasks, faults, rateLimit, known, seenAs, goTo, details);
    }

    /** The same step with one task's status, any text; {@code null} removes the task. */
    public Step task(String task, @Nullable String taskStatus) {
        Map<String, Optional<String>> changed = new LinkedHashMap<>(tasks);
        changed.put(task, Optional.ofNullable(taskStatus));
        return new Step(
                trigger, name, status, gateway, features, changed, faults, rateLimit, known, seenAs, goTo, details);
    }

    /** The same step with a further fault. */
    public Step fault(Fault further) {
        List<Fault> more = new ArrayList<>(faults);
        more.add(further);
        return new Step(trigger, name, status, gateway, features, tasks, more, rateLimit, known, seenAs, goTo, details);
    }

    /** The same step with another rate limit from then on; {@code null} for none. */
    public Step rateLimit(@Nullable RateLimit limit) {
        return rateLimit(limit == null ? LimitChange.NONE : LimitChange.to(limit));
    }

    /** The same step with another rate limit from then on. */
    public Step rateLimit(LimitChange change) {
        return new Step(trigger, name, status, gateway, features, tasks, faults, change, known, seenAs, goTo, details);
    }

    /** The same step, from which on the address is a cloud server's, or isn't. */
    public Step known(boolean isKnown) {
        return new Step(
                trigger, name, status, gateway, features, tasks, faults, rateLimit, isKnown, seenAs, goTo, details);
    }

    /**
     * The same step, from which on the server is answered as another.
     *
     * @param server that server's name, or {@link SeenAs#UNKNOWN}; {@code null} for itself again
     */
    public Step seenAs(@Nullable String server) {
        return new Step(
                trigger,
                name,
                status,
                gateway,
                features,
                tasks,
                faults,
                rateLimit,
                known,
                new SeenAs(server),
                goTo,
                details);
    }

    /** The same trigger, by which an earlier step, or {@code start}, begins again. */
    public Step goTo(String step) {
        return goTo(new GoTo(step, null));
    }

    /** The same trigger, by which an earlier step, or {@code start}, begins again so many times. */
    public Step goTo(String step, int times) {
        return goTo(new GoTo(step, times));
    }

    /** The same step with another status of the server itself, such as {@code ACTIVE}. */
    public Step serverStatus(String newStatus) {
        return details(details.serverStatus(newStatus));
    }

    /** The same step with one key of the metadata; {@code null} removes it. */
    public Step metadata(String key, @Nullable String value) {
        return details(details.metadata(key, value));
    }

    /** The same step with a reason that is told beside UNPROCESSABLE. */
    public Step unprocessableReason(String reason) {
        return details(details.unprocessableReason(reason));
    }

    /** The same step with another address that the Cloud Servers API tells as the server's, an IP literal. */
    public Step accessIp(String ip) {
        return details(details.accessIp(ip));
    }

    /** The same step, from which on there is such a server, or isn't. */
    public Step exists(boolean is) {
        return details(details.exists(is));
    }

    private Step details(CloudDetails changed) {
        return new Step(
                trigger, name, status, gateway, features, tasks, faults, rateLimit, known, seenAs, goTo, changed);
    }

    private Step goTo(GoTo back) {
        return new Step(
                trigger, name, status, gateway, features, tasks, faults, rateLimit, known, seenAs, back, details);
    }
}
