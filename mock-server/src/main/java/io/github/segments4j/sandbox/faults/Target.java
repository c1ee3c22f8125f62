package io.github.segments4j.sandbox.faults;

import java.util.Locale;

/** The endpoint that a fault rule applies to. */
public enum Target {
    SEGMENTS,
    TOKEN;

    /** {@return the name as users write it} */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
