@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.faults;
