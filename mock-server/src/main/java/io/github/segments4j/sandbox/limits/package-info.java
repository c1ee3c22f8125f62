/** The ways to count requests against a rate limit. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.limits;
