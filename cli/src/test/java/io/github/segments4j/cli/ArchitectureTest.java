package io.github.segments4j.cli;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

/** Dependencies between modules and between packages run one way. */
class ArchitectureTest {
    private static final String ALL = "io.github.segments4j..";

    /** The exported packages of the client, and the package of the generated code. */
    private static final String CLIENT = "io.github.segments4j";

    private static final String MODEL = "io.github.segments4j.model";
    /** Exported to the command only. */
    private static final String SECRETS = "io.github.segments4j.secrets";

    private static final String HTTP = "io.github.segments4j.http";
    private static final String GENERATED = "io.github.segments4j.generated";

    private static final String SANDBOX = "io.github.segments4j.sandbox";
    private static final String CLI = "io.github.segments4j.cli";
    private static final String GENERATE = "io.github.segments4j.generate";

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("io.github.segments4j");

    @Test
    void theClientDependsOnNoOtherModule() {
        classes()
                .that()
                .resideInAnyPackage(CLIENT, MODEL, SECRETS, HTTP, GENERATED + "..")
                .should()
                .onlyDependOnClassesThat(areOursOnlyIn(CLIENT, MODEL, SECRETS, HTTP, GENERATED + ".."))
                .check(CLASSES);
    }

    @Test
    void theSandboxDependsOnNoOtherModule() {
        classes()
                .that()
                .resideInAPackage(SANDBOX + "..")
                .should()
                .onlyDependOnClassesThat(areOursOnlyIn(SANDBOX + ".."))
                .check(CLASSES);
    }

    @Test
    void nothingDependsOnTheCommand() {
        noClasses()
                .that()
                .resideOutsideOfPackage(CLI + "..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage(CLI + "..")
                .check(CLASSES);
    }

    @Test
    void theCommandUsesOnlyExportedPackagesOfTheOtherModules() {
        classes()
                .that()
                .resideInAPackage(CLI + "..")
                .should()
                .onlyDependOnClassesThat(areOursOnlyIn(CLIENT, MODEL, SECRETS, SANDBOX, GENERATE, CLI + ".."))
                .check(CLASSES);
    }

    @Test
    void packagesOfTheCommandHaveNoCycles() {
        slices().matching("io.github.segments4j.(**)")
                .should()
                .beFreeOfCycles()
                .check(CLASSES.that(resideInAPackage(CLI + "..")));
    }

    /** Classes of libraries are allowed. */
    private static DescribedPredicate<JavaClass> areOursOnlyIn(String... packages) {
        return resideOutsideOfPackage(ALL)
                .or(resideInAnyPackage(packages))
                .as("are of this project only in %s", String.join(", ", packages));
    }
}
