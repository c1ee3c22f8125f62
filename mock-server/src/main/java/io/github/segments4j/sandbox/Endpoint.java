package io.github.segments4j.sandbox;

/** What a rule of {@link Faults} strikes. */
enum Endpoint {
    SEGMENTS,
    TOKEN
}
