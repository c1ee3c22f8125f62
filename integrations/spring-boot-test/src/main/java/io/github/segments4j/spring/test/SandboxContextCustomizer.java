package io.github.segments4j.spring.test;

import io.github.segments4j.sandbox.Sandbox;
import org.springframework.beans.factory.support.BeanDefinitionBuilder;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.MergedContextConfiguration;

/**
 * Adds a sandbox and the connection to it to an application context.
 *
 * @param settings the annotation of the test class; classes with equal annotations share a context
 */
record SandboxContextCustomizer(WithSandbox settings) implements ContextCustomizer {
    @Override
    public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration configuration) {
        BeanDefinitionRegistry registry = (BeanDefinitionRegistry) context.getBeanFactory();
        registry.registerBeanDefinition(
                "segmentsSandbox",
                BeanDefinitionBuilder.genericBeanDefinition(Sandbox.class, this::start)
                        .setDestroyMethodName("close")
                        .getBeanDefinition());
        // Primary, in case the application has connection details of its own.
        registry.registerBeanDefinition(
                "segmentsSandboxConnectionDetails",
                BeanDefinitionBuilder.genericBeanDefinition(
                                SandboxConnectionDetails.class,
                                () -> new SandboxConnectionDetails(context.getBean(Sandbox.class)))
                        .setPrimary(true)
                        .getBeanDefinition());
    }

    private Sandbox start() {
        return Sandbox.builder()
                .segments(settings.segments())
                .tenant(settings.tenant())
                .rateLimit(settings.rateLimit())
                .requestsPerSecond(settings.requestsPerSecond())
                .start();
    }
}
