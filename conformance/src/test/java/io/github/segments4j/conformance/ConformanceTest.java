package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import io.github.segments4j.sandbox.Sandbox;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.function.Executable;

/**
 * Runs every scenario in Java and Python, and with {@code -P ci} in every language that this machine has. {@code
 * -Dconformance.languages=go,rust} and {@code -Dconformance.scenarios=TEXT} select others.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ConformanceTest {
    /** How many scenarios run at once, on any machine. */
    private static final int MOSTLY_WAITING = 6;

    private static Languages languages;

    @BeforeAll
    static void findLanguages() throws Exception {
        languages = Languages.onThisMachine();
    }

    @AfterAll
    static void printSummary() throws Exception {
        languages.close();
        languages.summary().forEach(System.out::println);
    }

    @TestFactory
    @Order(1)
    List<DynamicTest> isInstalledIfItIsRequired() {
        return languages.missing().entrySet().stream()
                .map(missing ->
                        dynamicTest(missing.getKey(), () -> languages.skip(missing.getKey(), missing.getValue())))
                .toList();
    }

    @TestFactory
    @Order(2)
    List<DynamicTest> isBuiltAndCheckedByItsOwnToolsWithoutWarnings() {
        AtOnce checks = new AtOnce(Runtime.getRuntime().availableProcessors());
        return languages.drivers().stream()
                .map(driver -> test(checks, driver, "is built, formatted and linted", driver::check))
                .toList();
    }

    @TestFactory
    @Order(3)
    List<DynamicContainer> passesEveryScenario() throws Exception {
        List<Scenario> scenarios =
                Scenario.selected().filter(each -> !each.alone()).toList();
        AtOnce runs = new AtOnce(MOSTLY_WAITING);
        List<DynamicContainer> containers = new ArrayList<>();
        for (Driver driver : languages.programs()) {
            List<DynamicTest> tests = new ArrayList<>();
            tests.add(test(runs, driver, "the example lists a tenant", () -> example(driver)));
            if (driver.hasReadme()) {
                tests.add(test(runs, driver, "the README lists a tenant", () -> readme(driver)));
            }
            scenarios.stream()
                    .filter(driver::canRun)
                    .forEach(each -> tests.add(test(runs, driver, each.name(), () -> driver.run(each))));
            containers.add(dynamicContainer(driver.language(), tests));
        }
        return containers;
    }

    /** The clients of another contract read its listings, each from a server of its own. */
    @TestFactory
    @Order(4)
    List<DynamicTest> readsEveryListingOfAnotherContract() throws Exception {
        AtOnce walks = new AtOnce(MOSTLY_WAITING);
        List<DynamicTest> tests = new ArrayList<>();
        try (ContractServer server = new ContractServer(Driver.WAREHOUSE)) {
            for (Driver driver : languages.programs()) {
                if (driver.walks()) {
                    server.listings()
                            .forEach(listing ->
                                    tests.add(test(walks, driver, listing, () -> Walk.run(driver, listing))));
                }
            }
        }
        return tests;
    }

    /** All at the same time, but after all others. They spend most of their time waiting. */
    @TestFactory
    @Order(5)
    List<DynamicTest> staysWithinTheRateLimit() throws Exception {
        List<Scenario> scenarios = Scenario.selected().filter(Scenario::alone).toList();
        AtOnce runs =
                new AtOnce(Math.max(1, scenarios.size() * languages.programs().size()));
        List<DynamicTest> tests = new ArrayList<>();
        for (Driver driver : languages.programs()) {
            scenarios.forEach(each -> tests.add(test(runs, driver, each.name(), () -> driver.run(each))));
        }
        return tests;
    }

    private static DynamicTest test(AtOnce others, Driver driver, String name, Executable body) {
        return others.test(driver.language() + ": " + name, () -> {
            try {
                driver.build();
                body.execute();
                languages.passed(driver.language());
            } catch (Throwable e) {
                languages.failed(driver.language(), name);
                throw e;
            }
        });
    }

    /** The example reads the address of the sandbox from the environment, and prints a line for each segment. */
    private static void example(Driver driver) throws Exception {
        Path out = Files.createTempFile("example", ".out");
        Path err = Files.createTempFile("example", ".err");
        try (Sandbox sandbox = Sandbox.builder().segments(250).start()) {
            ProcessBuilder builder = Driver.withoutSecrets(driver.example())
                    .redirectOutput(out.toFile())
                    .redirectError(err.toFile());
            builder.environment()
                    .putAll(Map.of(
                            "AMPERITY_BASE_URL", sandbox.baseUrl(),
                            "AMPERITY_TENANT", sandbox.tenant(),
                            "AMPERITY_ACCESS_TOKEN", sandbox.accessToken()));
            int exit = builder.start().waitFor();
            assertThat(exit)
                    .as("exit code; its stderr: %s", Files.readString(err))
                    .isZero();
            assertThat(Files.readString(out, StandardCharsets.UTF_8).lines().count())
                    .isEqualTo(250);
            sandbox.requests().assertPages(3);
        } finally {
            Files.delete(out);
            Files.delete(err);
        }
    }

    /** The code names the example of the contract as the tenant, and prints a line for each segment. */
    private static void readme(Driver driver) throws Exception {
        try (Sandbox sandbox = Sandbox.builder().tenant("acme").segments(250).start()) {
            List<String> outputs =
                    driver.runReadme(Map.of("BASE_URL", sandbox.baseUrl(), "ACCESS_TOKEN", sandbox.accessToken()));
            assertThat(outputs).as("programs in the README").isNotEmpty();
            assertThat(outputs).allSatisfy(output -> assertThat(output.lines()).hasSize(250));
            sandbox.requests().assertPages(3 * outputs.size());
        }
    }
}
