/** Compares the segments of two exports, or of an export and a tenant. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.diff;
