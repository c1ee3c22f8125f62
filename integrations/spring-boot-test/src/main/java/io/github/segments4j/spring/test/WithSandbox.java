package io.github.segments4j.spring.test;

import io.github.segments4j.sandbox.Limit;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Connects the {@link io.github.segments4j.SegmentsClient} bean of a Spring test class to a {@link
 * io.github.segments4j.sandbox.Sandbox}, whatever the properties say.
 *
 * <pre>{@code
 * @SpringBootTest
 * @WithSandbox(segments = 250)
 * class MyServiceTest {
 *   @Autowired MyService service;
 *   @Autowired Sandbox sandbox;
 * }
 * }</pre>
 *
 * <p>The sandbox is a bean of the test's application context and is closed with it. Spring caches contexts: test classes
 * with the same configuration and equal annotations share the context and the sandbox. The sandbox is {@linkplain
 * io.github.segments4j.sandbox.Sandbox#reset reset} before each test method, and the test methods that share it run one
 * after the other. Nested classes inherit the annotation.
 *
 * <p>A {@link io.github.segments4j.spring.SegmentsClientCustomizer} of the application that sets the tenant, the base URL
 * or the credentials applies in the test as well, and takes precedence over the sandbox.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface WithSandbox {
    /** {@return as in {@link io.github.segments4j.sandbox.SandboxBuilder#segments}} */
    int segments() default 1_000;

    /** {@return as in {@link io.github.segments4j.sandbox.SandboxBuilder#tenant}} */
    String tenant() default "acme";

    /** {@return as in {@link io.github.segments4j.sandbox.SandboxBuilder#rateLimit}} */
    Limit rateLimit() default Limit.SLIDING;

    /** {@return as in {@link io.github.segments4j.sandbox.SandboxBuilder#requestsPerSecond}} */
    int requestsPerSecond() default 10;
}
