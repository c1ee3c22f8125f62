package io.github.segments4j.sandbox;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * The JUnit extension behind {@link SandboxTest}. The sandbox belongs to the class with the annotation, where its nested
 * classes find it. It starts when it is first needed: a class with one instance for all tests is constructed before any
 * callback.
 */
final class SandboxExtension implements BeforeAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SandboxExtension.class);

    /**
     * A sandbox, which JUnit closes after the last test of the class.
     *
     * @param turn held during each test: JUnit before 5.12 may run the tests of a class in parallel
     */
    @SuppressWarnings("deprecation") // JUnit before 5.13 does not close other objects.
    private record Started(Sandbox sandbox, ReentrantLock turn)
            implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            sandbox.close();
        }
    }

    private SandboxExtension() {}

    @Override
    public void beforeAll(ExtensionContext context) {
        started(context);
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        Started started = started(context);
        started.turn().lock();
        started.sandbox().reset();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        ReentrantLock turn = started(context).turn();
        // It is not held if another extension failed before this one.
        if (turn.isHeldByCurrentThread()) {
            turn.unlock();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return started(context).sandbox();
    }

    private static Started started(ExtensionContext context) {
        ExtensionContext owner = context;
        while (owner.getTestMethod().isPresent() || annotation(owner).isEmpty()) {
            owner = owner.getParent().orElseThrow();
        }
        SandboxTest test = annotation(owner).orElseThrow();
        // A store also finds what belongs to enclosing classes, so the key has to name the class.
        Class<?> key = owner.getRequiredTestClass();
        return owner.getStore(NAMESPACE).getOrComputeIfAbsent(key, unused -> start(test), Started.class);
    }

    private static Optional<SandboxTest> annotation(ExtensionContext context) {
        return findAnnotation(context.getRequiredTestClass(), SandboxTest.class);
    }

    private static Started start(SandboxTest test) {
        Sandbox sandbox = Sandbox.builder()
                .segments(test.segments())
                .tenant(test.tenant())
                .rateLimit(test.rateLimit())
                .requestsPerSecond(test.requestsPerSecond())
                .start();
        return new Started(sandbox, new ReentrantLock());
    }
}
