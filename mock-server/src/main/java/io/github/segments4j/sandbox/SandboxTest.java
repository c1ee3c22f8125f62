package io.github.segments4j.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.ResourceLock;

/**
 * A JUnit Jupiter test class (5.12 or later) with a {@link Sandbox} of its own.
 *
 * <pre>{@code
 * @SandboxTest(segments = 250)
 * class MyTest {
 *   @Test
 *   void lists(Sandbox sandbox, @BaseUrl String url) { … }
 * }
 * }</pre>
 *
 * <p>The sandbox starts before the first test of the class and is closed after the last. Before each test
 * everything is as at the start: {@link Sandbox#reset}. A parameter of type {@link Sandbox}, of a test, a constructor or a
 * method around them, is the sandbox; a {@code String} with {@link BaseUrl} is where it is. Nested classes
 * share it, unless they have the annotation too: then they have their own.
 *
 * <p>Where JUnit runs tests in parallel, classes with this annotation run beside each other, and the tests
 * of each one after the other.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@ResourceLock(providers = SandboxExtension.class)
// Only who has JUnit uses it, and only JUnit looks behind it.
@SuppressWarnings("exports")
public @interface SandboxTest {
    /**
     * How many segments to make up.
     *
     * @return as in {@link Sandbox.Builder#segments}
     */
    int segments() default 1_000;

    /**
     * Which segments to make up.
     *
     * @return as in {@link Sandbox.Builder#seed}
     */
    long seed() default 42;

    /**
     * The tenant's name.
     *
     * @return as in {@link Sandbox.Builder#tenant}
     */
    String tenant() default "acme";

    /**
     * How to count requests.
     *
     * @return as in {@link Sandbox.Builder#rateLimit}
     */
    Limit rateLimit() default Limit.SLIDING;

    /**
     * How many requests to allow.
     *
     * @return as in {@link Sandbox.Builder#requestsPerSecond}
     */
    int requestsPerSecond() default 10;

    /**
     * Whether the rate limit's 429 says when to come back.
     *
     * @return as in {@link Sandbox.Builder#retryAfter}
     */
    RetryAfter retryAfter() default RetryAfter.NONE;
}
