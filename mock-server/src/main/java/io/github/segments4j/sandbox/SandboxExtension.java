package io.github.segments4j.sandbox;

import static org.junit.platform.commons.support.AnnotationSupport.findAnnotation;

import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.parallel.ResourceLocksProvider;

/**
 * The JUnit extension behind {@link SandboxTest}. The sandbox is stored for the class with the annotation, where its
 * nested classes find it. The lock, one for each class, makes JUnit run the tests of a class one after the other.
 */
final class SandboxExtension
        implements BeforeAllCallback, BeforeEachCallback, AfterAllCallback, ParameterResolver, ResourceLocksProvider {
    private static final ExtensionContext.Namespace NAMESPACE =
            ExtensionContext.Namespace.create(SandboxExtension.class);

    private SandboxExtension() {}

    @Override
    public Set<Lock> provideForClass(Class<?> testClass) {
        return Set.of(new Lock(SandboxExtension.class.getName() + " " + testClass.getName()));
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        annotation(context).ifPresent(test -> store(context).put(Sandbox.class, started(test)));
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        sandbox(context).reset();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (annotation(context).isPresent()) {
            sandbox(context).close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Sandbox.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return sandbox(context);
    }

    private static Optional<SandboxTest> annotation(ExtensionContext context) {
        return findAnnotation(context.getRequiredTestClass(), SandboxTest.class);
    }

    private static Sandbox started(SandboxTest test) {
        return Sandbox.builder()
                .segments(test.segments())
                .tenant(test.tenant())
                .rateLimit(test.rateLimit())
                .requestsPerSecond(test.requestsPerSecond())
                .start();
    }

    private static Sandbox sandbox(ExtensionContext context) {
        return Objects.requireNonNull(store(context).get(Sandbox.class, Sandbox.class), "The sandbox has not started");
    }

    private static ExtensionContext.Store store(ExtensionContext context) {
        return context.getStore(NAMESPACE);
    }
}
