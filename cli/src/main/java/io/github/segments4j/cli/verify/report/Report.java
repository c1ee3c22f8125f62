package io.github.segments4j.cli.verify.report;

import java.util.List;

/**
 * The results of all checks.
 *
 * @param server the address of the server and the tenant
 * @param version the API version of the contract
 * @param results in the order of the checks
 * @param requests how many requests were sent, with retries and those for an access token
 * @param pages how many pages were requested
 */
public record Report(String server, String version, List<CheckResult> results, int requests, int pages) {
    /** {@return the findings of all checks} */
    public List<Finding> findings() {
        return results.stream().flatMap(result -> result.findings().stream()).toList();
    }

    long count(Severity severity) {
        return findings().stream()
                .filter(finding -> finding.severity() == severity)
                .count();
    }

    /** {@return whether a finding is more than informational} */
    public boolean differs() {
        return results.stream().anyMatch(CheckResult::differs);
    }

    /** {@return whether every check was completed or skipped} */
    public boolean isComplete() {
        return !has(Obstacle.Kind.UNANSWERED) && !has(Obstacle.Kind.RATE_LIMITED);
    }

    /**
     * Whether a check met an obstacle.
     *
     * @param kind the kind of the obstacle
     * @return whether a check met one of this kind
     */
    public boolean has(Obstacle.Kind kind) {
        return results.stream()
                .flatMap(result -> result.obstacle().stream())
                .anyMatch(obstacle -> obstacle.kind() == kind);
    }
}
