package io.github.segments4j.sandbox;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A JUnit Jupiter test class (JUnit 5.10 to 6.0) with a {@link Sandbox} of its own.
 *
 * <pre>{@code
 * @SandboxTest(segments = 250)
 * class MyTest {
 *   @Test
 *   void lists(Sandbox sandbox) { … }
 * }
 * }</pre>
 *
 * <p>The sandbox starts before the first test of the class, is {@linkplain Sandbox#reset reset} before each test, and is
 * closed after the last. It is passed to each parameter of type {@link Sandbox}, of a test, a constructor or a lifecycle
 * method, whether JUnit makes an instance for each test or one for the class. Nested classes share it, unless they have
 * the annotation too: then they have their own.
 *
 * <p>When JUnit runs tests in parallel, classes with this annotation run in parallel, and the tests of one class run one
 * after the other.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(SandboxExtension.class)
@OneTestAtATime
// Only projects with JUnit use it, and only JUnit uses the extension.
@SuppressWarnings("exports")
public @interface SandboxTest {
    /** {@return as in {@link SandboxBuilder#segments}} */
    int segments() default 1_000;

    /** {@return as in {@link SandboxBuilder#tenant}} */
    String tenant() default "acme";

    /** {@return as in {@link SandboxBuilder#rateLimit}} */
    Limit rateLimit() default Limit.SLIDING;

    /** {@return as in {@link SandboxBuilder#requestsPerSecond}} */
    int requestsPerSecond() default 10;
}
