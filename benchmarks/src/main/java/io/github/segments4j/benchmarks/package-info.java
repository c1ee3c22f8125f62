/** What the project promises, measured beside what a user would pick instead: a class for each table. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks;
