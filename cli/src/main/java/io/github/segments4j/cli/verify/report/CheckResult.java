package io.github.segments4j.cli.verify.report;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The result of one check.
 *
 * @param check the name of the check
 * @param findings what it found; if the report is compared with an earlier one, only what that one does not have
 * @param known what the earlier report has too
 * @param obstacle why it could not be completed, if it could not
 * @param duration how long it took
 */
public record CheckResult(
        String check, List<Finding> findings, List<Finding> known, Optional<Obstacle> obstacle, Duration duration) {
    boolean differs() {
        return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFORMATIONAL);
    }

    /** Moves what an earlier report has to the known findings. */
    CheckResult since(EarlierReport earlier) {
        List<Finding> found =
                findings.stream().filter(finding -> !earlier.has(finding)).toList();
        List<Finding> alsoEarlier =
                new ArrayList<>(findings.stream().filter(earlier::has).toList());
        if (obstacle.isPresent()) {
            // Nobody knows whether they are gone.
            earlier.findings(check).stream()
                    .filter(finding -> alsoEarlier.stream().noneMatch(finding::isLike))
                    .forEach(alsoEarlier::add);
        }
        return new CheckResult(check, found, List.copyOf(alsoEarlier), obstacle, duration);
    }
}
