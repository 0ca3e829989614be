package io.github.rackconnectmock.scenario;

import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One step of a server's life. It states only what changes; all else carries over from the step before. The last step
 * lasts.
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
 * @param fault what goes wrong during this step; {@code null} for nothing
 */
public record Step(
        Trigger trigger,
        @Nullable String name,
        @Nullable AutomationStatus status,
        @Nullable Gateway gateway,
        Map<String, Boolean> features,
        Map<String, Optional<String>> tasks,
        @Nullable Fault fault) {

    /**
     * A server's gateway.
     *
     * @param ip an IP literal; {@code null} while none is assigned
     */
    public record Gateway(@Nullable String ip) {}

    public Step {
        features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
        tasks = Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
    }

    /** A step that begins when its trigger says and, so far, changes nothing. */
    public static Step when(Trigger trigger) {
        return new Step(trigger, null, null, null, Map.of(), Map.of(), null);
    }

    /** A step that begins so long after the previous one, on the mock's clock. */
    public static Step after(Duration delay) {
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
        return new Step(trigger, newName, status, gateway, features, tasks, fault);
    }

    /** The same step with a new status. */
    public Step status(AutomationStatus newStatus) {
        return new Step(trigger, name, newStatus, gateway, features, tasks, fault);
    }

    /** The same step with a gateway, an IP literal, or without one ({@code null}). */
    public Step gatewayIp(@Nullable String ip) {
        return new Step(trigger, name, status, new Gateway(ip), features, tasks, fault);
    }

    /** The same step with one feature on or off. */
    public Step feature(String feature, boolean enabled) {
        Map<String, Boolean> changed = new LinkedHashMap<>(features);
        changed.put(feature, enabled);
        return new Step(trigger, name, status, gateway, changed, tasks, fault);
    }

    /** The same step with one task's status, any text; {@code null} removes the task. */
    public Step task(String task, @Nullable String taskStatus) {
        Map<String, Optional<String>> changed = new LinkedHashMap<>(tasks);
        changed.put(task, Optional.ofNullable(taskStatus));
        return new Step(trigger, name, status, gateway, features, changed, fault);
    }

    /** The same step with a fault. */
    public Step fault(Fault newFault) {
        return new Step(trigger, name, status, gateway, features, tasks, newFault);
    }
}
