/** Runs a user's program against the sandbox in several scenarios, and checks what it did. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.rehearse;
