package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.Faults;
import java.util.Locale;

/** What a rule of {@link Faults} strikes. */
public enum Endpoint {
    SEGMENTS,
    TOKEN;

    /** Of a rule, as it is written. */
    public static final String FIELD = "endpoint";

    /** As a rule says it. */
    public String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
