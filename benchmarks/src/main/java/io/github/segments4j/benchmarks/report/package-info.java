/** What a table is: how it is measured, its figures, its promises, and the report. It knows nothing of segments. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks.report;
