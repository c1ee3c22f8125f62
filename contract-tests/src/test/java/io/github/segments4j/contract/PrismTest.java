package io.github.segments4j.contract;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * A test that needs Prism: skipped under {@code -DskipPrism}. A parameter of type {@link Prism} is the mock of the
 * contract, one of type {@link ProxiedSandbox} a sandbox behind Prism, reset; both the same for all tests of a run.
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(PrismExtension.class)
@interface PrismTest {}
