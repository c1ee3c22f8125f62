/** The {@code segments} command. Start at {@code Segments}. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli;
