/**
 * Faults: what can go wrong with a response, and rules that say when.
 *
 * <p>A {@code FaultRule} names {@code Effect}s. The {@code FaultInjector} stands in front of an endpoint and applies the
 * effects of the rules that match to the endpoint's good responses.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.faults;
