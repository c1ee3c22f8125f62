package io.github.segments4j.sandbox.limits;

/** Decides which requests are too many. Safe for use by many threads. */
public interface RateLimit {
    boolean admits();
}
