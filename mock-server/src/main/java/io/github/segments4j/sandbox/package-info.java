/** A stand-in for the Amperity segments API. */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox;
