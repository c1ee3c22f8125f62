package io.github.segments4j.sandbox;

/** Decides which requests are too many. Safe for use by many threads. */
interface RateLimit {
    boolean admits();
}
