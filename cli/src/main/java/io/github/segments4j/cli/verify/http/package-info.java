/** The requests of a verification, and the answers as they arrive. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.verify.http;
