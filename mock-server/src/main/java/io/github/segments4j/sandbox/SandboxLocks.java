package io.github.segments4j.sandbox;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * One lock for each class with {@link SandboxTest}, nested or not. It makes JUnit run the tests of a class one after the
 * other. JUnit before 5.12 knows no such providers and never loads this class.
 */
final class SandboxLocks implements ResourceLocksProvider {
    private SandboxLocks() {}

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return Set.of(new Lock(SandboxTest.class.getName() + " " + testClass.getName()));
    }

    @Override
    public Set<Lock> provideForNestedClass(List<Class<?>> enclosingInstanceTypes, Class<?> testClass) {
        return provideForClass(testClass);
    }
}
