/**
 * Holds the client of each language to the same scenarios. {@code scenarios.yaml} says what the sandbox is
 * like and what must come out; {@code drivers/} has a small program for each language that lists a tenant with
 * its client.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.conformance;
