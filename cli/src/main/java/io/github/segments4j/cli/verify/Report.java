package io.github.segments4j.cli.verify;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of all checks.
 *
 * @param server its address and the tenant
 * @param version of the API that the contract is about
 * @param results in the order of the checks
 * @param requests that were sent, with retries and those for an access token
 * @param pages that were asked for
 */
public record Report(String server, String version, List<Result> results, int requests, int pages) {

    /**
     * What came of one check.
     *
     * @param obstacle why it came to no result
     */
    record Result(String check, List<Finding> findings, Optional<NotChecked> obstacle, Duration took) {
        boolean differs() {
            return findings.stream().anyMatch(finding -> finding.severity() != Severity.INFORMATIONAL);
        }
    }

    List<Finding> findings() {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    long count(Severity severity) {
        return findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /**
     * Whether the server has left the contract, in a way that somebody should look at.
     *
     * @return whether a finding is more than informational
     */
    public boolean differs() {
        return results.stream().anyMatch(Result::differs);
    }

    /**
     * Whether a check has failed for the server's rate limit.
     *
     * @return whether one was refused with a 429 to the end
     */
    public boolean isRateLimited() {
        return unanswered().stream().anyMatch(NotChecked.Unanswered::isRateLimited);
    }

    /**
     * Whether every check that could be made was answered.
     *
     * @return false if the server or the network failed
     */
    public boolean isComplete() {
        return unanswered().isEmpty();
    }

    private List<NotChecked.Unanswered> unanswered() {
        return results.stream()
                .flatMap(result -> result.obstacle().stream())
                .filter(NotChecked.Unanswered.class::isInstance)
                .map(NotChecked.Unanswered.class::cast)
                .toList();
    }
}
