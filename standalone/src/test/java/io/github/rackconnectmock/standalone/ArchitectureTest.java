package io.github.rackconnectmock.standalone;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The runner uses the public packages of the mock, the reader of scenario files, the recorder, and none of the mock's libraries. */
class ArchitectureTest {
    /** Finds files and the catalogue, and says where a mistake is. */
    private static final String SCENARIO_JSON = "io.github.rackconnectmock.internal.scenario.json";

    /** Turns what was seen into scenarios. */
    private static final String RECORDING = "io.github.rackconnectmock.internal.recording";

    @Test
    void theRunnerUsesOnlyThePublicPackagesTheReaderOfFilesAndTheRecorder() {
        noClasses()
                .that()
                .resideInAPackage("io.github.rackconnectmock.standalone..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.github.rackconnectmock..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.github.rackconnectmock",
                                "io.github.rackconnectmock.scenario",
                                "io.github.rackconnectmock.standalone..",
                                SCENARIO_JSON,
                                RECORDING))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "com.fasterxml..", "com.github.tomakehurst..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.rackconnectmock.standalone"));
    }
}
