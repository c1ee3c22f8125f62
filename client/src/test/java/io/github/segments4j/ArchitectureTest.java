package io.github.segments4j;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    private static final String API = "io.github.segments4j";
    private static final String MODEL = "io.github.segments4j.model";
    private static final String GENERATED = "io.github.segments4j.generated";
    private static final String HTTP = "io.github.segments4j.http";
    private static final String SECRETS = "io.github.segments4j.secrets";

    private static final JavaClasses CLIENT = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(API, MODEL, GENERATED, HTTP, SECRETS);

    @Test
    void onlyTheApiAndTheModelAreExportedExceptToTheCommand() throws IOException {
        try (InputStream info = Files.newInputStream(Path.of("target", "classes", "module-info.class"))) {
            assertThat(ModuleDescriptor.read(info).exports())
                    .filteredOn(exports -> !exports.targets().equals(Set.of("io.github.segments4j.cli")))
                    .extracting(ModuleDescriptor.Exports::source)
                    .containsExactlyInAnyOrder(API, MODEL);
        }
    }

    @Test
    void theHttpClientAndTheMaskerKnowNothingOfSegments() {
        noClasses()
                .that()
                .resideInAnyPackage(HTTP, SECRETS)
                .should()
                .dependOnClassesThat(resideInAnyPackage(API, MODEL, GENERATED, "feign..", "com.fasterxml.."))
                .check(CLIENT);
    }

    @Test
    void theWalkKnowsNothingOfSegments() {
        noClasses()
                .that()
                .haveNameMatching(
                        API
                                + "\\.(Listing|Page|PagePosition|PageIterator|ReadAheadIterator|ListOptions|Endpoint|PageFetcher|FeignApi|RetryLoop|Backoff|Deadline)(\\$.*)?")
                .should()
                .dependOnClassesThat(resideInAnyPackage(MODEL, GENERATED))
                .orShould()
                .dependOnClassesThat()
                .haveNameMatching(API + "\\.(SegmentPage|SegmentListing|SegmentsEndpoint|SegmentsClient)")
                .check(CLIENT);
    }

    @Test
    void whatIsNotApiIsPackagePrivate() {
        assertThat(publicClassesOf(API))
                .filteredOn(type -> !type.getSimpleName().endsWith("Exception"))
                .extracting(JavaClass::getSimpleName)
                .containsExactlyInAnyOrder(
                        "CloseableIterator",
                        "ListOptions",
                        "RateLimiter",
                        "SegmentChange",
                        "SegmentChanges",
                        "SegmentListing",
                        "SegmentPage",
                        "SegmentsClient",
                        "SegmentsClientBuilder",
                        "SegmentsEvent");
    }

    @Test
    void generatedCodeDependsOnNothingOfOurs() {
        noClasses()
                .that()
                .resideInAnyPackage(MODEL, GENERATED)
                .should()
                .dependOnClassesThat(resideInAPackage(API))
                .check(CLIENT);
        noClasses()
                .that()
                .resideInAPackage(MODEL)
                .should()
                .dependOnClassesThat(resideInAPackage(GENERATED))
                .check(CLIENT);
    }

    @Test
    void usersSeeNeitherFeignNorJacksonNorTheGeneratedInterface() {
        Predicate<JavaClass> isSeen = type -> Stream.of("java.", MODEL).anyMatch(type.getPackageName()::startsWith)
                || type.getPackageName().equals(API)
                || type.isPrimitive();

        assertThat(publicClassesOf(API)
                        .flatMap(type -> type.getCodeUnits().stream())
                        .filter(ArchitectureTest::isPublic))
                .allSatisfy(method -> assertThat(method.getAllInvolvedRawTypes())
                        .as(method.getFullName())
                        .filteredOn(type -> !type.isArray())
                        .allMatch(isSeen));
    }

    @Test
    void onlyTheTransportKnowsHowRequestsAreSent() {
        noClasses()
                .that()
                .resideInAPackage(API)
                .and()
                .doNotHaveSimpleName("HttpTransport")
                .and()
                .doNotHaveSimpleName("BodyCollector")
                .and()
                .doNotHaveSimpleName("ConnectionFailure")
                .and()
                .doNotHaveSimpleName("Setting")
                .should()
                .dependOnClassesThat()
                .haveNameMatching("java\\.net\\.http\\.Http(Request|Response).*")
                .check(CLIENT);
    }

    @Test
    void eachLayerKnowsOnlyTheOnesBelowIt() {
        Set<String> aboveTheRetryLoop = Set.of(
                "SegmentsClient", "(Segment)?Listing", "PageIterator", "ReadAheadIterator", "PageFetcher", "Endpoint");
        noClasses()
                .that()
                .haveNameMatching(
                        API
                                + "\\.(RetryLoop|Backoff|FeignApi|\\w+Exchange|HttpTransport|\\w+Reader|\\w*Pacer|AdaptivePace|StartSchedule|\\w+File|ApiKey)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(API + "\\.(" + String.join("|", aboveTheRetryLoop) + ")")
                .check(CLIENT);
        noClasses()
                .that()
                .haveNameMatching(
                        API
                                + "\\.(FeignApi|\\w+Exchange|HttpTransport|\\w+Reader|\\w*Pacer|AdaptivePace|StartSchedule|\\w+File|ApiKey)(\\$.*)?")
                .should()
                .dependOnClassesThat()
                .haveNameMatching(API + "\\.(RetryLoop|Backoff)(\\$.*)?")
                .check(CLIENT);
    }

    private static Stream<JavaClass> publicClassesOf(String packageName) {
        return CLIENT.stream()
                .filter(type -> type.getPackageName().equals(packageName))
                .filter(type -> type.isTopLevelClass() && type.getModifiers().contains(JavaModifier.PUBLIC));
    }

    private static boolean isPublic(JavaCodeUnit method) {
        return method.getModifiers().contains(JavaModifier.PUBLIC);
    }
}
