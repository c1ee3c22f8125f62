/**
 * What surrounds the API: the admin interface under {@code /_sandbox/}, the log of requests, access
 * for web applications, and the clock that tests move.
 */
@org.jspecify.annotations.NullMarked
package io.github.segments4j.sandbox.admin;
