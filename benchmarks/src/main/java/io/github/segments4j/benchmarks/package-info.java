/** Measures this project beside what its users would pick instead: the tables, the contenders, and their processes. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks;
