package io.github.rackconnectmock.internal.scenario.json;

import io.github.rackconnectmock.scenario.AutomationStatus;
import io.github.rackconnectmock.scenario.Begins;
import io.github.rackconnectmock.scenario.Check;
import io.github.rackconnectmock.scenario.Fault;
import io.github.rackconnectmock.scenario.FaultEffect;
import io.github.rackconnectmock.scenario.Operation;
import io.github.rackconnectmock.scenario.RateLimit;
import io.github.rackconnectmock.scenario.Region;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;

/** The words of scenario files for the values of enums, in the order in which they are listed to people. */
final class Words {
    static final Map<String, AutomationStatus> STATUSES =
            of(AutomationStatus.DOCUMENTED.toArray(AutomationStatus[]::new), AutomationStatus::name);
    static final Map<String, Region> REGIONS = of(Region.values(), Enum::name);
    static final Map<String, RateLimit.Alignment> ALIGNMENTS = of(RateLimit.Alignment.values(), Enum::name);
    static final Map<String, Operation> OPERATIONS = of(Operation.values(), Operation::word);
    static final Map<String, Check.Assertion> ASSERTIONS = of(Check.Assertion.values(), Check.Assertion::word);
    static final Map<String, FaultEffect.Truncated.Then> THENS = of(FaultEffect.Truncated.Then.values(), Words::of);
    static final Map<String, Fault.Stage> STAGES = of(Fault.Stage.values(), Fault.Stage::word);
    static final Map<String, FaultEffect.Certificate.Problem> PROBLEMS =
            of(FaultEffect.Certificate.Problem.values(), FaultEffect.Certificate.Problem::word);
    static final Map<String, Boolean> CONNECTIONS = Map.of("reused", true);
    static final Map<String, Begins> BEGINS = of(Begins.values(), Words::of);

    private Words() {}

    static String of(Begins begins) {
        return switch (begins) {
            case START -> "start";
            case FIRST_REQUEST -> "firstRequest";
            case CREATED -> "created";
        };
    }

    static String of(FaultEffect.Truncated.Then then) {
        return then.name().toLowerCase(Locale.ROOT);
    }

    private static <E> Map<String, E> of(E[] constants, Function<E, String> word) {
        Map<String, E> words = new LinkedHashMap<>();
        Arrays.stream(constants).forEach(constant -> words.put(word.apply(constant), constant));
        return Collections.unmodifiableMap(words);
    }
}
