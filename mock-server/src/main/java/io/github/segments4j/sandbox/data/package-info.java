/**
 * The segments of a tenant: made up or read from a file, changed in a store, listed page by page.
 *
 * <p>A page costs as much as its own rows, wherever it lies: {@code Snapshot} finds a row by its offset in a tree.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.data;
