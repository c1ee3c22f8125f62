package io.github.segments4j.cli.verify.report;

import io.github.segments4j.SegmentsException;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The results of all checks.
 *
 * @param server the address of the server and the tenant
 * @param version the API version of the contract
 * @param results in the order of the checks
 * @param requests how many requests were sent, with retries and those for an access token
 * @param pages how many pages were requested
 * @param failure why nothing else could be checked, if the first request failed
 * @param gone what an earlier report has and this one does not; empty if it was not compared with one
 */
public record Report(
        String server,
        String version,
        List<CheckResult> results,
        int requests,
        int pages,
        Optional<SegmentsException> failure,
        Optional<List<Finding>> gone) {
    /**
     * Compares this report with an earlier one.
     *
     * @param earlier the other one
     * @return a report whose findings are only those that the earlier one does not have
     */
    public Report since(EarlierReport earlier) {
        List<CheckResult> since =
                results.stream().map(result -> result.since(earlier)).toList();
        List<Finding> still = Stream.concat(
                        findings().stream(), since.stream().flatMap(result -> result.known().stream()))
                .toList();
        List<Finding> missing = earlier.findings().stream()
                .filter(finding -> still.stream().noneMatch(finding::isLike))
                .toList();
        return new Report(server, version, since, requests, pages, failure, Optional.of(missing));
    }

    /** The findings that the earlier report has too. */
    List<Finding> known() {
        return results.stream().flatMap(result -> result.known().stream()).toList();
    }

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
