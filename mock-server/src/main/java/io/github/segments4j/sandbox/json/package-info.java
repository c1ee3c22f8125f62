/** Reads and writes JSON. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.json;
