package io.github.segments4j.cli.verify.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * The result of one check.
 *
 * @param check the name of the check
 * @param findings what it found
 * @param obstacle why it could not be completed, if it could not
 * @param duration how long it took
 */
public record CheckResult(String check, List<Finding> findings, Optional<Obstacle> obstacle, Duration duration) {
    boolean differs() {
        return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFORMATIONAL);
    }
}
