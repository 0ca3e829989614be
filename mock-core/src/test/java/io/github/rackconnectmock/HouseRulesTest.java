package io.github.rackconnectmock;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.codeUnits;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import io.github.rackconnectmock.internal.simulation.MovableClock;
import io.github.rackconnectmock.internal.tls.TlsIdentity;
import java.time.Clock;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The rooms of the house, what each may use, and what is used nowhere. */
@AnalyzeClasses(packages = HouseRulesTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class HouseRulesTest {
    static final String ROOT = "io.github.rackconnectmock";

    private static final String SCENARIO = ROOT + ".scenario";
    private static final String SCENARIO_JSON = ROOT + ".internal.scenario.json..";
    private static final String CONDUCT = ROOT + ".internal.conduct..";
    private static final String SIMULATION = ROOT + ".internal.simulation..";
    private static final String API = ROOT + ".internal.api..";
    private static final String JOURNAL = ROOT + ".internal.journal..";
    private static final String FAKE = ROOT + ".internal.fake..";
    private static final String CONTROL = ROOT + ".internal.control..";
    private static final String WIREMOCK = ROOT + ".internal.wiremock..";
    private static final String JETTY = ROOT + ".internal.wiremock.jetty..";

    private static final String TLS = ROOT + ".internal.tls..";

    private static final String JDK = "java..";
    private static final String JDK_TLS = "javax.net.ssl..";
    private static final String JDK_X500 = "javax.security.auth.x500..";
    private static final String BOUNCY_CASTLE = "org.bouncycastle..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    /** Without databind, which takes long to load. */
    private static final String JACKSON_CORE = "com.fasterxml.jackson.core..";

    private static final String STAX = "javax.xml.stream..";

    /** WireMock, and all that its artifact carries with it under its own name. */
    private static final String ENGINE = "com.github.tomakehurst.wiremock..";

    private static final String ENGINES_PARTS = "wiremock..";
    private static final String ENGINES_JETTY = "wiremock.org.eclipse.jetty..";

    @ArchTest
    static final ArchRule SCENARIO_USES_THE_JDK_ONLY = room(SCENARIO);

    @ArchTest
    static final ArchRule SCENARIO_JSON_READS_SCENARIOS = room(SCENARIO_JSON, SCENARIO, JACKSON);

    @ArchTest
    static final ArchRule CONDUCT_KNOWS_SCENARIOS_ONLY = room(CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule SIMULATION_PLAYS_SCENARIOS = room(SIMULATION, CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule API_ASKS_THE_SIMULATION = room(API, SIMULATION, CONDUCT, SCENARIO, JACKSON_CORE, STAX);

    @ArchTest
    static final ArchRule JOURNAL_KEEPS_WHAT_THE_API_ANSWERED = room(JOURNAL, API, SIMULATION, CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule FAKE_HOLDS_THE_INNER_ROOMS =
            room(FAKE, JOURNAL, API, SIMULATION, SCENARIO, SCENARIO_JSON, JACKSON);

    @ArchTest
    static final ArchRule CONTROL_COMMANDS_THE_FAKE =
            room(CONTROL, FAKE, JOURNAL, API, SIMULATION, CONDUCT, SCENARIO, SCENARIO_JSON, JACKSON);

    @ArchTest
    static final ArchRule WIREMOCK_IS_INSIDE_THE_FACE = noClasses()
            .that(resideInAPackage(WIREMOCK))
            .should()
            .dependOnClassesThat()
            .resideInAPackage(ROOT)
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule TLS_KNOWS_THE_SIX_HOSTS = room(TLS, SCENARIO, JDK_TLS, JDK_X500, BOUNCY_CASTLE);

    @ArchTest
    static final ArchRule ONLY_ITS_ROOM_KNOWS_THE_ENGINE = noClasses()
            .that(not(resideInAnyPackage(WIREMOCK, ROOT)))
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(ENGINE, ENGINES_PARTS);

    @ArchTest
    static final ArchRule THE_FACE_KNOWS_NO_MORE_OF_IT_THAN_THE_WAY_DOWN = noClasses()
            .that(resideInAPackage(ROOT))
            .should()
            .dependOnClassesThat(resideInAnyPackage(ENGINE, ENGINES_PARTS).and(not(theEngineItself())))
            .allowEmptyShould(true);

    @ArchTest
    static final ArchRule ONLY_ITS_ROOM_KNOWS_JETTY = noClasses()
            .that(not(resideInAPackage(JETTY)))
            .should()
            .dependOnClassesThat(resideInAPackage(ENGINES_JETTY));

    @ArchTest
    static final ArchRule NO_SIGNATURE_NAMES_A_LIBRARY = codeUnits()
            .that()
            .areDeclaredInClassesThat(not(resideInAPackage(WIREMOCK)))
            .and(arePartOfTheFace())
            .and(not(areTheWayDownToTheEngine()))
            .should(nameNoLibrary());

    @ArchTest
    static final ArchRule NO_FIELD_OF_THE_FACE_IS_A_LIBRARYS = noFields()
            .that()
            .areDeclaredInClassesThat(not(resideInAPackage(WIREMOCK)))
            .and()
            .areNotPrivate()
            .should()
            .haveRawType(aLibrarys());

    @ArchTest
    static final ArchRule NO_STATIC_STATE_CHANGES =
            fields().that().areStatic().should().beFinal();

    @ArchTest
    static final ArchRule NOTHING_SLEEPS = noClasses()
            .should()
            .callMethodWhere(calls(Thread.class, "sleep"))
            .orShould()
            .callMethodWhere(calls(TimeUnit.class, "sleep"));

    @ArchTest
    static final ArchRule THE_MOCKS_CLOCK_ALONE_KNOWS_THE_TIME = noClasses()
            .that()
            // Certificates are judged by the clients' clocks, which no mock moves.
            .doNotBelongToAnyOf(MovableClock.class, TlsIdentity.class)
            .should()
            .callMethodWhere(calls(Instant.class, "now"))
            .orShould()
            .callMethodWhere(calls(Clock.class, "systemUTC"))
            .orShould()
            .callMethodWhere(calls(InstantSource.class, "system"));

    @ArchTest
    static final ArchRule NOBODY_ASKS_FOR_MILLISECONDS =
            noClasses().should().callMethodWhere(calls(System.class, "currentTimeMillis"));

    private static ArchRule room(String room, String... mayUse) {
        Set<String> all = new LinkedHashSet<>(List.of(room, JDK, JSPECIFY));
        all.addAll(List.of(mayUse));
        return classes()
                .that()
                .resideInAPackage(room)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all.toArray(String[]::new))
                .allowEmptyShould(true);
    }

    private static DescribedPredicate<JavaClass> aLibrarys() {
        return resideInAnyPackage(ENGINE, ENGINES_PARTS, JACKSON, "org.eclipse.jetty..")
                .as("a library's type");
    }

    /** The root package's {@code wireMock()} gives it away on purpose. */
    private static DescribedPredicate<JavaClass> theEngineItself() {
        return DescribedPredicate.describe(
                "the engine itself", type -> type.getName().equals("com.github.tomakehurst.wiremock.WireMockServer"));
    }

    private static DescribedPredicate<JavaCodeUnit> arePartOfTheFace() {
        return DescribedPredicate.describe(
                "are part of the face",
                unit -> isOpen(unit.getModifiers())
                        && isOpen(unit.getOwner().getModifiers())
                        && unit.getOwner()
                                .getEnclosingClass()
                                .map(outer -> isOpen(outer.getModifiers()))
                                .orElse(true));
    }

    private static boolean isOpen(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static DescribedPredicate<JavaCodeUnit> areTheWayDownToTheEngine() {
        return DescribedPredicate.describe(
                "are the way down to the engine", unit -> unit.getName().equals("wireMock"));
    }

    private static ArchCondition<JavaCodeUnit> nameNoLibrary() {
        return new ArchCondition<>("name no library") {
            @Override
            public void check(JavaCodeUnit unit, ConditionEvents events) {
                Stream.concat(
                                unit.getReturnType().getAllInvolvedRawTypes().stream(),
                                Stream.concat(
                                        unit.getParameterTypes().stream()
                                                .flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                                        unit.getExceptionTypes().stream()))
                        .filter(aLibrarys())
                        .forEach(type -> events.add(
                                SimpleConditionEvent.violated(unit, unit.getFullName() + " names " + type.getName())));
            }
        };
    }

    private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getTarget().getName().equals(method));
    }
}
