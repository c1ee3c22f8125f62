package io.github.segments4j.cli.rehearse;

import java.util.Locale;

/**
 * Something that a program did wrong in a scenario.
 *
 * @param kind the kind of the problem
 * @param description in words, without secrets
 */
public record Problem(Kind kind, String description) {
    /** The kinds of problems. */
    public enum Kind {
        /** It ended with 0 where it could not succeed, or with another code where it could. */
        EXIT_CODE,
        /** It did not end in time. */
        TIMEOUT,
        /** It asked for the same page again and again. */
        LOOP,
        /** Rows are missing, or came twice, or the server does not have them. */
        ROWS,
        /** The rows came in another order than the server's. */
        ORDER,
        /** It sent more requests in a second than the limit allows, or one at once after a 429 that asked it to wait. */
        RATE,
        /** It printed or wrote its access token. */
        TOKEN,
        /** It failed, and left a file that looks complete. */
        HALF_DONE,
        /** It printed too much, or nothing that can be read as rows. */
        OUTPUT;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
