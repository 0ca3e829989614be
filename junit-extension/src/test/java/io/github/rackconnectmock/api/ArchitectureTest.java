package io.github.rackconnectmock.api;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** The extension uses nothing of the mock that users couldn't use, and none of its libraries. */
class ArchitectureTest {
    @Test
    void theExtensionUsesOnlyThePublicPackagesOfTheMock() {
        noClasses()
                .that()
                .resideInAPackage("io.github.rackconnectmock.junit..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.github.rackconnectmock..")
                        .and(DescribedPredicate.not(resideInAnyPackage(
                                "io.github.rackconnectmock",
                                "io.github.rackconnectmock.scenario",
                                "io.github.rackconnectmock.junit.."))))
                .orShould()
                .dependOnClassesThat()
                .resideInAnyPackage("io.netty..", "com.fasterxml..", "com.github.tomakehurst..")
                .check(new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages("io.github.rackconnectmock.junit"));
    }
}
