package io.github.segments4j.cli.verify;

/** A check that came to no result. */
abstract sealed class NotChecked extends Exception {
    NotChecked(String why) {
        super(why);
    }

    String why() {
        return String.valueOf(getMessage());
    }

    /** There was nothing to check, or no leave to. */
    static final class Skipped extends NotChecked {
        Skipped(String why) {
            super(why);
        }
    }

    /** The server or the network failed, after retries. */
    static final class Unanswered extends NotChecked {
        private final boolean rateLimited;

        Unanswered(String why, boolean rateLimited) {
            super(why);
            this.rateLimited = rateLimited;
        }

        boolean isRateLimited() {
            return rateLimited;
        }
    }
}
