/**
 * Runs the same scenarios with the client of every language. {@code scenarios.yaml} describes the sandbox and the
 * expected result of each scenario. {@code drivers/} has a small program for each language that lists a tenant
 * with the client of that language.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.conformance;
