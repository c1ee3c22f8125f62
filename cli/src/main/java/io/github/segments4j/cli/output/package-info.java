/** How data reaches stdout or a file: the formats of rows, files that replace others, and what is kept of failed exports. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.cli.output;
