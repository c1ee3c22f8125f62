package io.github.segments4j.cli.verify.report;

/**
 * Why a check could not be completed.
 *
 * @param kind what kept it from completing
 * @param reason in words
 */
public record Obstacle(Kind kind, String reason) {
    /** What kept the check from completing. */
    public enum Kind {
        /** There was nothing to check, or the page budget did not allow it. */
        SKIPPED,
        /** The server or the network failed, after retries. */
        UNANSWERED,
        /** The rate limit was exceeded, after retries. */
        RATE_LIMITED
    }

    boolean isSkipped() {
        return kind == Kind.SKIPPED;
    }
}
