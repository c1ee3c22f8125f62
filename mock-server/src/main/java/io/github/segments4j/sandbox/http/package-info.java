/**
 * A small HTTP/1.1 server on the loopback address. It knows nothing about segments.
 *
 * <p>One thread, the {@code EventLoop}, serves all connections and never blocks. A {@code Connection} reads
 * requests, passes each one to the {@code Handler} and sends the {@code Response} as its {@code Delivery} says: at
 * once, late, in pieces, cut short or not at all.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.http;
