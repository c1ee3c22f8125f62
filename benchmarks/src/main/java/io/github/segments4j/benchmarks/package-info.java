/** What the client promises, measured in real time: each {@code Run} is a program that prints a table. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks;
