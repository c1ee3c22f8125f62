package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The languages that have a driver: which of them this machine can run, and their results. */
final class Languages implements AutoCloseable {
    private static final List<String> SELECTED = words(System.getProperty("conformance.languages"));

    /** The tests fail if one of these languages is skipped. .ci/run sets them. */
    private static final List<String> REQUIRED = words(System.getenv("CONFORMANCE_REQUIRE"));

    private final List<Driver> drivers = new ArrayList<>();
    private final Map<String, String> missing = new TreeMap<>();
    private final Map<String, Integer> passed = new TreeMap<>();
    private final Map<String, List<String>> failed = new TreeMap<>();

    private Languages() {}

    static Languages onThisMachine() throws IOException, InterruptedException {
        Languages languages = new Languages();
        for (Driver driver : Driver.all()) {
            Optional<String> missing = driver.missing();
            if (!SELECTED.isEmpty() && !SELECTED.contains(driver.language())) {
                languages.missing.put(driver.language(), "it was not selected, but -P ci selects it");
            } else if (missing.isPresent()) {
                languages.missing.put(driver.language(), "this machine does not have " + missing.get());
            } else {
                languages.drivers.add(driver);
            }
        }
        for (String required : REQUIRED) {
            if (languages.drivers.stream().noneMatch(driver -> driver.language().equals(required))) {
                languages.missing.putIfAbsent(required, "drivers/ has no folder for it");
            }
        }
        assertThat(languages.drivers).as("languages that this machine has").isNotEmpty();
        return languages;
    }

    List<Driver> drivers() {
        return drivers;
    }

    /** The drivers that can run scenarios. */
    List<Driver> programs() {
        return drivers.stream().filter(Driver::hasProgram).toList();
    }

    /** The reason for each language that is skipped. */
    Map<String, String> missing() {
        return missing;
    }

    void skip(String language, String reason) {
        if (REQUIRED.contains(language)) {
            fail(language + " is skipped although CONFORMANCE_REQUIRE names it: " + reason);
        }
        abort(language + " is skipped: " + reason);
    }

    synchronized void passed(String language) {
        passed.merge(language, 1, Integer::sum);
    }

    synchronized void failed(String language, String test) {
        failed.computeIfAbsent(language, unused -> new ArrayList<>()).add(test);
    }

    /** A line for each language. */
    synchronized List<String> summary() {
        List<String> lines = new ArrayList<>();
        for (Driver driver : drivers) {
            List<String> failures = failed.getOrDefault(driver.language(), List.of());
            lines.add("Conformance of " + driver.language() + ": "
                    + passed.getOrDefault(driver.language(), 0) + " passed, " + failures.size() + " failed"
                    + (failures.isEmpty() ? "" : ": " + String.join("; ", failures)));
        }
        missing.forEach((language, reason) -> lines.add("Conformance of " + language + ": skipped, " + reason));
        return lines;
    }

    @Override
    public void close() throws IOException {
        for (Driver driver : drivers) {
            driver.close();
        }
    }

    private static List<String> words(String text) {
        return text == null || text.isBlank() ? List.of() : List.of(text.strip().split("[ ,]+", -1));
    }
}
