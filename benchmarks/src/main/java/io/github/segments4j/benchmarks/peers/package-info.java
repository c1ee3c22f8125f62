/** The contenders, this project's and others, and the processes and servers that they run with. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.benchmarks.peers;
