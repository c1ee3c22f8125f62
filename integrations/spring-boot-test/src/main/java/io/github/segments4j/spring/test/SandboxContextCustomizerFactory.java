package io.github.segments4j.spring.test;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Finds {@link WithSandbox} on a test class, on its superclasses and on the classes around it. */
final class SandboxContextCustomizerFactory implements ContextCustomizerFactory {
    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> attributes) {
        WithSandbox settings = TestContextAnnotationUtils.findMergedAnnotation(testClass, WithSandbox.class);
        return settings == null ? null : new SandboxContextCustomizer(settings);
    }
}
