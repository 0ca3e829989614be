package io.github.rackconnectmock.scenario;

import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A cloud server: who it is, its state at the start of its life, and its life. With a count above 1 it stands for that
 * many servers, a burst.
 *
 * <p>Servers are made with {@link #named}; what isn't set is that of a healthy server.
 *
 * @param name letters, digits, dot, underscore and hyphen, unique in the scenario; a burst's has {@code {n}} in it
 * @param sourceIp the address it asks from, an IP literal, unique in the scenario; a burst's first
 * @param region the region it is in, whose host alone answers it; {@code null} for a server that each of the six hosts
 *     answers
 * @param status its status at the start
 * @param gatewayIp its gateway's address at the start; {@code null} while none is assigned
 * @param features its features, on or off; those it leaves out of {@link #DEFAULT_FEATURES} are on
 * @param tasks its tasks and their statuses at the start; {@code null} for one task for each enabled feature, with the
 *     server's own status (inferred)
 * @param lifecycle its life, step after step
 * @param begins when its life begins
 * @param count how many servers this is, 1 to 100,000
 * @param stagger how much later each server of a burst begins its life than the one before; drawn once for each of them
 * @param startsAfter how long after the scenario's start its life begins, or that of a burst's first
 * @param faults what goes wrong in its state at the start
 * @param rateLimit its limit at the start; {@code null} for the scenario's
 * @param known whether its address is a cloud server's at the start
 * @param seenAs as whom it is answered at the start: another server's name or {@link Step.SeenAs#UNKNOWN}; {@code null} for
 *     itself
 * @param on the steps that signals begin in whatever step the life is, by signal
 * @param endless whether its life never ends in a terminal status, and is meant so
 * @param id its id in the Cloud Servers API, a UUID; {@code null} for one that is made of its name
 * @param details what the Cloud Servers API alone tells at the start
 */
public record CloudServer(
        String name,
        String sourceIp,
        @Nullable Region region,
        AutomationStatus status,
        @Nullable String gatewayIp,
        Map<String, Boolean> features,
        @Nullable Map<String, String> tasks,
        List<Step> lifecycle,
        Begins begins,
        int count,
        DrawnDuration stagger,
        Duration startsAfter,
        List<Fault> faults,
        Step.@Nullable LimitChange rateLimit,
        boolean known,
        @Nullable String seenAs,
        Map<String, String> on,
        boolean endless,
        @Nullable String id,
        CloudDetails details) {

    /** The gateway of a server by default. */
    public static final String DEFAULT_GATEWAY_IP = "10.0.0.1";

    /** The part of a burst's name that is replaced by the number of each server. */
    public static final String NUMBER = "{n}";

    /** The features of every account (names observed and inferred), all on. */
    public static final Map<String, Boolean> DEFAULT_FEATURES = defaultFeatures();

    public CloudServer {
        Map<String, Boolean> all = new LinkedHashMap<>(DEFAULT_FEATURES);
        all.putAll(features);
        features = Collections.unmodifiableMap(all);
        tasks = tasks == null ? null : Collections.unmodifiableMap(new LinkedHashMap<>(tasks));
        lifecycle = List.copyOf(lifecycle);
        faults = List.copyOf(faults);
        on = Collections.unmodifiableMap(new LinkedHashMap<>(on));
    }

    /** Begins a healthy server: DEPLOYED, with a gateway and all features, in no certain region. It still needs a source address. */
    public static Builder named(String name) {
        return new Builder(name);
    }

    /** The name of the server with this number, from 1. */
    public String name(int number) {
        return name.replace(NUMBER, Integer.toString(number));
    }

    /** The address of the server with this number, from 1. */
    public InetAddress address(int number) {
        return IpLiteral.parse(sourceIp)
                .flatMap(first -> IpLiteral.plus(first, number - 1))
                .orElseThrow(() -> new IllegalStateException("no address " + number + " from " + sourceIp));
    }

    /** The id of the server with this number, from 1: its own, or one that is made of its name (RFC 4122, version 3). */
    public String id(int number) {
        return id == null
                ? UUID.nameUUIDFromBytes(("rackconnect-mock/" + name(number)).getBytes(StandardCharsets.UTF_8))
                        .toString()
                : id;
    }

    /** The name of a step: {@code start} for the state before the first (0), then its own or {@code step-N}. */
    public String stepName(int step) {
        if (step == 0) {
            return ScenarioRules.START;
        }
        String own = lifecycle.get(step - 1).name();
        return own == null ? "step-" + step : own;
    }

    private static Map<String, Boolean> defaultFeatures() {
        Map<String, Boolean> features = new LinkedHashMap<>();
        features.put("ProvisionPublicIPAddress", true);
        features.put("ConfigureNetworkStack", true);
        features.put("ManageSoftwareFirewall", true);
        return Collections.unmodifiableMap(features);
    }

    /** Builds a server; the words are those of the scenario files. Not for several threads at once. */
    public static final class Builder {
        private final String name;
        private String sourceIp = "";
        private @Nullable Region region;
        private AutomationStatus status = AutomationStatus.DEPLOYED;
        private @Nullable String gatewayIp = DEFAULT_GATEWAY_IP;
        private final Map<String, Boolean> features = new LinkedHashMap<>();
        private @Nullable Map<String, String> tasks;
        private final List<Step> lifecycle = new ArrayList<>();
        private Begins begins = Begins.START;
        private int count = 1;
        private DrawnDuration stagger = DrawnDuration.ZERO;
        private Duration startsAfter = Duration.ZERO;
        private final List<Fault> faults = new ArrayList<>();
        private Step.@Nullable LimitChange rateLimit;
        private boolean known = true;
        private @Nullable String seenAs;
        private final Map<String, String> on = new LinkedHashMap<>();
        private boolean endless;
        private @Nullable String id;
        private CloudDetails details = CloudDetails.UNCHANGED;

        private Builder(String name) {
            this.name = name;
        }

        /** The address it asks from, an IP literal. */
        public Builder sourceIp(String ip) {
            this.sourceIp = ip;
            return this;
        }

        /** The region it is in, whose host alone answers it; {@code null}, the default, for all six hosts. */
        public Builder region(@Nullable Region where) {
            this.region = where;
            return this;
        }

        public Builder status(AutomationStatus atTheStart) {
            this.status = atTheStart;
            return this;
        }

        /** The gateway's address at the start, an IP literal; {@code null} while none is assigned. */
        public Builder gatewayIp(@Nullable String ip) {
            this.gatewayIp = ip;
            return this;
        }

        public Builder feature(String feature, boolean enabled) {
            features.put(feature, enabled);
            return this;
        }

        public Builder task(String task, String taskStatus) {
            Map<String, String> changed = tasks == null ? new LinkedHashMap<>() : new LinkedHashMap<>(tasks);
            changed.put(task, taskStatus);
            tasks = changed;
            return this;
        }

        /** No tasks at the start, instead of one for each enabled feature. */
        public Builder noTasks() {
            tasks = Map.of();
            return this;
        }

        /** Adds the next step of its life. */
        public Builder step(Step next) {
            lifecycle.add(next);
            return this;
        }

        public Builder begins(Begins when) {
            this.begins = when;
            return this;
        }

        /** Makes it a burst of servers with consecutive addresses; the name needs {@code {n}} in it. */
        public Builder count(int servers) {
            this.count = servers;
            return this;
        }

        /** How much later each server of a burst begins its life than the one before. */
        public Builder stagger(Duration later) {
            return stagger(DrawnDuration.of(later));
        }

        /** How much later each server of a burst begins its life than the one before, drawn once for each of them. */
        public Builder stagger(DrawnDuration later) {
            this.stagger = later;
            return this;
        }

        /** How long after the scenario's start its life begins. */
        public Builder startsAfter(Duration time) {
            this.startsAfter = time;
            return this;
        }

        /** Adds a fault of its state at the start. */
        public Builder fault(Fault further) {
            faults.add(further);
            return this;
        }

        /** Its limit at the start, instead of the scenario's; {@code null} for none. */
        public Builder rateLimit(@Nullable RateLimit limit) {
            this.rateLimit = limit == null ? Step.LimitChange.NONE : Step.LimitChange.to(limit);
            return this;
        }

        /** Whether its address is a cloud server's at the start; by default it is. */
        public Builder known(boolean isKnown) {
            this.known = isKnown;
            return this;
        }

        /** As whom it is answered at the start: another server's name or {@link Step.SeenAs#UNKNOWN}. */
        public Builder seenAs(String server) {
            this.seenAs = server;
            return this;
        }

        /** Has a signal begin a step in whatever step the life is; a step's own trigger comes first. */
        public Builder on(String signal, String step) {
            on.put(signal, step);
            return this;
        }

        /** Says that its life never ends in a terminal status, and is meant so: no warning. */
        public Builder endless() {
            this.endless = true;
            return this;
        }

        /** Its id in the Cloud Servers API, a UUID; by default one that is made of its name. A burst has none. */
        public Builder id(String uuid) {
            this.id = uuid;
            return this;
        }

        /** The status of the server itself at the start, such as {@code BUILD}; {@code ACTIVE} by default. */
        public Builder serverStatus(String atTheStart) {
            details = details.serverStatus(atTheStart);
            return this;
        }

        /** A further key of its metadata; {@code null} removes one of the mock's. */
        public Builder metadata(String key, @Nullable String value) {
            details = details.metadata(key, value);
            return this;
        }

        /** What the metadata tell beside the status UNPROCESSABLE. */
        public Builder unprocessableReason(String reason) {
            details = details.unprocessableReason(reason);
            return this;
        }

        /** The address that the Cloud Servers API tells as its own, an IP literal. */
        public Builder accessIp(String ip) {
            details = details.accessIp(ip);
            return this;
        }

        /** Whether there is such a server at the start; by default there is. */
        public Builder exists(boolean is) {
            details = details.exists(is);
            return this;
        }

        /** The server as built so far. The scenario checks it. */
        public CloudServer build() {
            return new CloudServer(
                    name,
                    sourceIp,
                    region,
                    status,
                    gatewayIp,
                    features,
                    tasks,
                    lifecycle,
                    begins,
                    count,
                    stagger,
                    startsAfter,
                    faults,
                    rateLimit,
                    known,
                    seenAs,
                    on,
                    endless,
                    id,
                    details);
        }
    }
}
