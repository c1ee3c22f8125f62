/** What a verification has found, and the formats in which it is written. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.verify.report;
