package io.github.segments4j.sandbox;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceAccessMode;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * Makes JUnit 5.12 or later run the tests of a class one after the other, with a lock for each class. Older versions know
 * no providers of locks: they ignore this one, but require a name, which locks nothing in the mode READ.
 *
 * <p>An annotation of its own keeps {@code providers} out of {@link SandboxTest}, since older versions would make the
 * compiler warn about it.
 */
@Target(ElementType.ANNOTATION_TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ResourceLock(
        value = "io.github.segments4j.sandbox",
        mode = ResourceAccessMode.READ,
        providers = OneTestAtATime.Locks.class)
@interface OneTestAtATime {
    /** A lock for each annotated class, nested or not. */
    final class Locks implements ResourceLocksProvider {
        private Locks() {}

        @Override
        public Set<Lock> provideForClass(Class<?> testClass) {
            return Set.of(new Lock(SandboxTest.class.getName() + " " + testClass.getName()));
        }

        @Override
        public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
            return provideForClass(testClass);
        }
    }
}
