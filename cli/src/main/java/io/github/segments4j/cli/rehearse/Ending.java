package io.github.segments4j.cli.rehearse;

import java.util.Locale;

/** How a program may end in a scenario. */
public enum Ending {
    /** With exit code 0 and every row. */
    SUCCEEDS,
    /** With another exit code: not every row can be read. */
    FAILS,
    /** In one of these ways. */
    EITHER;

    boolean allowsFailure() {
        return this != SUCCEEDS;
    }

    boolean allowsSuccess() {
        return this != FAILS;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
