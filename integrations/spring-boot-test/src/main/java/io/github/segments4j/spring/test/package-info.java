/** Runs a sandbox for the tests of Spring applications. */
@NullMarked
package io.github.segments4j.spring.test;

import org.jspecify.annotations.NullMarked;
