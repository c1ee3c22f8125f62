package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Obstacle.Kind;

/** Ends a check that can't be completed. */
final class NotChecked extends Exception {
    private final Obstacle obstacle;

    NotChecked(Kind kind, String reason) {
        super(reason);
        obstacle = new Obstacle(kind, reason);
    }

    Obstacle obstacle() {
        return obstacle;
    }
}
