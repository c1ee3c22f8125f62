package io.github.segments4j.cli.verify.report;

/** Ends a check that can't be completed. */
public final class NotChecked extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Obstacle obstacle;

    /**
     * Ends the check.
     *
     * @param kind what keeps it from completing
     * @param reason in words
     */
    public NotChecked(Obstacle.Kind kind, String reason) {
        super(reason);
        obstacle = new Obstacle(kind, reason);
    }

    /** {@return why the check ended} */
    public Obstacle obstacle() {
        return obstacle;
    }
}
