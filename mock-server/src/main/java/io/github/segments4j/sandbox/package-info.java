/**
 * A stand-in for the Amperity segments API: start at {@link io.github.segments4j.sandbox.Sandbox}.
 *
 * <p>The way of one request: {@code SandboxServer} takes it off the network, {@code Router} finds its
 * endpoint and turns a {@code Refusal} into the vendor's error body, {@code SegmentsEndpoint} or {@code
 * TokenEndpoint} answers from what a {@code SandboxTenant} has: a {@code Snapshot} of its segments, which
 * {@code Walks} finds by the token of a page. {@code Faults} spoil the answer where a test asked for that. Nothing behind
 * the server knows of sockets.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox;
