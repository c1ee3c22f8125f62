package io.github.segments4j.sandbox;

import java.util.Locale;

/** What a rule of {@link Faults} strikes. */
enum Endpoint {
    SEGMENTS,
    TOKEN;

    /** Of a rule, as it is written. */
    static final String FIELD = "endpoint";

    /** As a rule says it. */
    String written() {
        return name().toLowerCase(Locale.ROOT);
    }
}
