/** Runs somebody's program against the sandbox, one scenario after the other, and judges what it did. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.rehearse;
