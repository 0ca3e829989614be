package io.github.rackconnectmock;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.members;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaField;
import com.tngtech.archunit.core.domain.JavaMember;
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

/**
 * What each package may use, and what no package uses. The rules are those of {@code docs/architecture.md}: dependencies
 * between packages go one way, and each library is known to few packages.
 */
@AnalyzeClasses(packages = ArchitectureTest.ROOT, importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
    static final String ROOT = "io.github.rackconnectmock";

    private static final String SCENARIO = ROOT + ".scenario";
    private static final String SCENARIO_JSON = ROOT + ".internal.scenario.json";
    private static final String CONDUCT = ROOT + ".internal.conduct";
    private static final String SIMULATION = ROOT + ".internal.simulation";
    private static final String API = ROOT + ".internal.api";
    private static final String CLOUD_SERVERS = ROOT + ".internal.cloudservers";
    private static final String JOURNAL = ROOT + ".internal.journal";
    private static final String RECORDING = ROOT + ".internal.recording";
    private static final String REPORT = ROOT + ".internal.report";
    private static final String CONTROL = ROOT + ".internal.control";
    private static final String TLS = ROOT + ".internal.tls";
    private static final String HTTP = ROOT + ".internal.http";
    private static final String WIREMOCK = ROOT + ".internal.wiremock";

    private static final String JDK = "java..";
    private static final String JDK_TLS = "javax.net.ssl..";
    private static final String JDK_X500 = "javax.security.auth.x500..";
    private static final String JDK_STAX = "javax.xml.stream..";
    private static final String JSPECIFY = "org.jspecify..";
    private static final String JACKSON = "com.fasterxml.jackson..";

    /** Without databind, which takes long to load. */
    private static final String JACKSON_CORE = "com.fasterxml.jackson.core..";

    private static final String NETTY = "io.netty..";
    private static final String WIREMOCK_LIBRARY = "com.github.tomakehurst.wiremock..";

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_A_RULE = classes()
            .should()
            .resideInAnyPackage(
                    ROOT,
                    SCENARIO,
                    SCENARIO_JSON,
                    RECORDING,
                    CONDUCT,
                    SIMULATION,
                    API,
                    CLOUD_SERVERS,
                    JOURNAL,
                    REPORT,
                    CONTROL,
                    TLS,
                    HTTP,
                    WIREMOCK);

    @ArchTest
    static final ArchRule SCENARIO_USES = only(SCENARIO);

    @ArchTest
    static final ArchRule SCENARIO_JSON_USES = only(SCENARIO_JSON, SCENARIO, JACKSON);

    @ArchTest
    static final ArchRule RECORDING_USES = only(RECORDING, SCENARIO, JACKSON_CORE, JDK_STAX);

    @ArchTest
    static final ArchRule CONDUCT_USES = only(CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule SIMULATION_USES = only(SIMULATION, CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule API_USES = only(API, SIMULATION, CONDUCT, SCENARIO, JACKSON_CORE, JDK_STAX);

    @ArchTest
    static final ArchRule CLOUD_SERVERS_USES = only(CLOUD_SERVERS, API, SIMULATION, SCENARIO, JACKSON);

    @ArchTest
    static final ArchRule JOURNAL_USES = only(JOURNAL, API, SIMULATION, CONDUCT, SCENARIO);

    @ArchTest
    static final ArchRule REPORT_USES = only(REPORT, JOURNAL, API, SIMULATION, CONDUCT, SCENARIO, JACKSON);

    @ArchTest
    static final ArchRule CONTROL_USES =
            only(CONTROL, REPORT, JOURNAL, CLOUD_SERVERS, API, SIMULATION, CONDUCT, SCENARIO, SCENARIO_JSON, JACKSON);

    @ArchTest
    static final ArchRule TLS_USES = only(TLS, SCENARIO, JDK_TLS, JDK_X500);

    @ArchTest
    static final ArchRule HTTP_USES =
            only(HTTP, TLS, CONTROL, JOURNAL, CLOUD_SERVERS, API, SIMULATION, CONDUCT, SCENARIO, NETTY, JDK_TLS);

    @ArchTest
    static final ArchRule WIREMOCK_USES =
            only(WIREMOCK, HTTP, JOURNAL, CLOUD_SERVERS, API, SIMULATION, SCENARIO, WIREMOCK_LIBRARY);

    /** Of WireMock, the root package names the one type that {@code wireMock()} returns. */
    @ArchTest
    static final ArchRule ROOT_USES = classes()
            .that()
            .resideInAPackage(ROOT)
            .should()
            .onlyDependOnClassesThat(resideInAnyPackage(
                            ROOT,
                            SCENARIO,
                            SCENARIO_JSON,
                            CONDUCT,
                            SIMULATION,
                            API,
                            CLOUD_SERVERS,
                            JOURNAL,
                            REPORT,
                            CONTROL,
                            TLS,
                            HTTP,
                            WIREMOCK,
                            JDK,
                            JDK_TLS,
                            JSPECIFY)
                    .or(DescribedPredicate.describe(
                            "WireMockServer",
                            type -> type.getName().equals("com.github.tomakehurst.wiremock.WireMockServer"))));

    @ArchTest
    static final ArchRule PUBLIC_SIGNATURES_NAME_NO_LIBRARY_AND_NOTHING_INTERNAL = members()
            .that()
            .areDeclaredInClassesThat(resideInAnyPackage(ROOT, SCENARIO))
            .and(arePublic())
            .and(DescribedPredicate.not(DescribedPredicate.describe(
                    "are wireMock()", member -> member.getName().equals("wireMock"))))
            .should(nameNoneOf(resideInAnyPackage(ROOT + ".internal..", WIREMOCK_LIBRARY, JACKSON, NETTY)));

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
    static final ArchRule ONLY_THE_CLOCK_READS_THE_TIME = noClasses()
            .that()
            // Clients check certificates by their own clocks, so certificates use the real time.
            .doNotBelongToAnyOf(MovableClock.class, TlsIdentity.class)
            .should()
            .callMethodWhere(calls(Instant.class, "now"))
            .orShould()
            .callMethodWhere(calls(Clock.class, "systemUTC"))
            .orShould()
            .callMethodWhere(calls(InstantSource.class, "system"));

    @ArchTest
    static final ArchRule NOTHING_READS_MILLISECONDS =
            noClasses().should().callMethodWhere(calls(System.class, "currentTimeMillis"));

    /** A package uses itself, the JDK and what is named, and nothing else. */
    private static ArchRule only(String name, String... mayUse) {
        Set<String> all = new LinkedHashSet<>(List.of(name, JDK, JSPECIFY));
        all.addAll(List.of(mayUse));
        return classes()
                .that()
                .resideInAPackage(name)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(all.toArray(String[]::new));
    }

    private static DescribedPredicate<JavaMember> arePublic() {
        return DescribedPredicate.describe(
                "are public",
                member -> isPublic(member.getModifiers())
                        && isPublic(member.getOwner().getModifiers())
                        && member.getOwner()
                                .getEnclosingClass()
                                .map(outer -> isPublic(outer.getModifiers()))
                                .orElse(true));
    }

    private static boolean isPublic(Set<JavaModifier> modifiers) {
        return modifiers.contains(JavaModifier.PUBLIC) || modifiers.contains(JavaModifier.PROTECTED);
    }

    private static ArchCondition<JavaMember> nameNoneOf(DescribedPredicate<JavaClass> unwanted) {
        return new ArchCondition<>("name no class that resides in a library or an internal package") {
            @Override
            public void check(JavaMember member, ConditionEvents events) {
                namedBy(member)
                        .filter(unwanted)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                member, member.getFullName() + " names " + type.getName())));
            }
        };
    }

    private static Stream<JavaClass> namedBy(JavaMember member) {
        if (member instanceof JavaField field) {
            return field.getType().getAllInvolvedRawTypes().stream();
        }
        JavaCodeUnit unit = (JavaCodeUnit) member;
        return Stream.of(
                        unit.getReturnType().getAllInvolvedRawTypes().stream(),
                        unit.getParameterTypes().stream().flatMap(type -> type.getAllInvolvedRawTypes().stream()),
                        unit.getExceptionTypes().stream())
                .flatMap(types -> types);
    }

    private static DescribedPredicate<JavaMethodCall> calls(Class<?> owner, String method) {
        return DescribedPredicate.describe(
                owner.getSimpleName() + "." + method,
                call -> call.getTargetOwner().isEquivalentTo(owner)
                        && call.getTarget().getName().equals(method));
    }
}
