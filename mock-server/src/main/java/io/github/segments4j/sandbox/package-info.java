/**
 * A stand-in for the Amperity segments API: start at {@link io.github.segments4j.sandbox.Sandbox}.
 *
 * <p>This package is the public API and connects the packages below it. A request takes this way: {@code http} reads it
 * from the network; {@code endpoints} finds its endpoint and answers from the segments in {@code data}, within one of
 * the {@code limits}; {@code faults} may spoil the response; {@code admin} logs it. Each package uses only those to the
 * left of it in this list: {@code http}, {@code json}, {@code limits}, {@code data}, {@code endpoints}, {@code faults},
 * {@code admin}.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox;
