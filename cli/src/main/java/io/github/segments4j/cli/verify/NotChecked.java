package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Obstacle.Kind;

/** Ends a check that can't be completed. */
final class NotChecked extends Exception {
    private final Obstacle obstacle;

    private NotChecked(Kind kind, String reason) {
        super(reason);
        obstacle = new Obstacle(kind, reason);
    }

    static NotChecked skipped(String reason) {
        return new NotChecked(Kind.SKIPPED, reason);
    }

    static NotChecked unanswered(String reason) {
        return new NotChecked(Kind.UNANSWERED, reason);
    }

    static NotChecked rateLimited(String reason) {
        return new NotChecked(Kind.RATE_LIMITED, reason);
    }

    Obstacle obstacle() {
        return obstacle;
    }
}
