/** Measures this project beside what its users would pick instead. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks;
