package io.github.segments4j.sandbox;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The rules for the packages of the sandbox. */
class ArchitectureTest {
    private static final String API = "io.github.segments4j.sandbox";

    /** From the lowest to the highest. A package may use only those before it. */
    private static final List<String> LAYERS = Stream.concat(
                    Stream.of("http", "json", "limits", "data", "endpoints", "faults", "admin")
                            .map(name -> API + "." + name),
                    Stream.of(API))
            .toList();

    private static final JavaClasses SANDBOX = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(API);

    static IntStream layers() {
        return IntStream.range(0, LAYERS.size());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void aPackageUsesOnlyThoseBelowIt(int layer) {
        String[] above = LAYERS.subList(layer + 1, LAYERS.size()).toArray(String[]::new);

        noClasses()
                .that()
                .resideInAPackage(LAYERS.get(layer))
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(above)
                .check(SANDBOX);
    }

    @Test
    void everyPackageIsOneOfTheLayers() {
        classes().should().resideInAnyPackage(LAYERS.toArray(String[]::new)).check(SANDBOX);
    }

    @ParameterizedTest
    @MethodSource("independent")
    void httpJsonAndLimitsKnowNothingOfTheRest(String layer) {
        classes()
                .that()
                .resideInAPackage(layer)
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(layer, "java..", "org.jspecify.annotations")
                .check(SANDBOX);
    }

    static Stream<String> independent() {
        return LAYERS.stream().limit(3);
    }

    @Test
    void onlyTheApiIsExported() throws IOException {
        try (InputStream info = Files.newInputStream(Path.of("target", "classes", "module-info.class"))) {
            assertThat(ModuleDescriptor.read(info).exports())
                    .extracting(ModuleDescriptor.Exports::source)
                    .containsExactly(API);
        }
    }

    @Test
    void onlyTheJdkAndAnnotationsAreUsedAndJUnitByTheExtensionAlone() {
        classes()
                .that()
                .doNotHaveSimpleName("SandboxTest")
                .and()
                .doNotHaveSimpleName("SandboxExtension")
                .and()
                .doNotHaveSimpleName("Started")
                .and()
                .haveNameNotMatching(".*OneTestAtATime.*")
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(API + "..", "java..", "javax.crypto..", "org.jspecify.annotations")
                .check(SANDBOX);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(
                        API + "..",
                        "java..",
                        "javax.crypto..",
                        "org.jspecify.annotations",
                        "org.junit.jupiter.api..",
                        "org.junit.platform.commons..")
                .check(SANDBOX);
    }

    @Test
    void noPackageHasMoreThan20Files() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            Map<Path, Long> counts = files.filter(Files::isRegularFile)
                    .collect(Collectors.groupingBy(Path::getParent, Collectors.counting()));

            assertThat(counts)
                    .hasSizeGreaterThan(LAYERS.size())
                    .allSatisfy((folder, count) ->
                            assertThat(count).as("files in %s", folder).isLessThanOrEqualTo(20));
        }
    }

    @Test
    void noFileHasMoreThan300Lines() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "java"))) {
            assertThat(files.filter(Files::isRegularFile))
                    .allSatisfy(file -> assertThat(Files.readAllLines(file))
                            .as("lines of %s", file)
                            .hasSizeLessThanOrEqualTo(300));
        }
    }
}
