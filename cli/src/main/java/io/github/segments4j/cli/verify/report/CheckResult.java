package io.github.segments4j.cli.verify.report;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The result of one check: what it found, and why it could not be completed, if it could not. */
public record CheckResult(String check, List<Finding> findings, Optional<Obstacle> obstacle, Duration duration) {
    boolean differs() {
        return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFORMATIONAL);
    }
}
