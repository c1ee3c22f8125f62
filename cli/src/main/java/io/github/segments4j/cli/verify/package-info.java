/** Finds out how a server differs from the contract. Start at {@code Verification}. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.verify;
