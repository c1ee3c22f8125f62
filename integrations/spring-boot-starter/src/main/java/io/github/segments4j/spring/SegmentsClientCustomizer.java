package io.github.segments4j.spring;

import io.github.segments4j.SegmentsClientBuilder;

/**
 * Changes settings of the {@link io.github.segments4j.SegmentsClient} bean. Implement it as a bean, for settings that
 * have no property or that a program computes.
 *
 * <p>Each customizer is called once, when the client is created, after the properties and the {@link
 * SegmentsConnectionDetails} are applied. Several are called in the order of Spring's {@code @Order}; the last one wins.
 */
@FunctionalInterface
public interface SegmentsClientCustomizer {
    /**
     * Changes settings.
     *
     * @param builder the builder of the client; it reads no environment variables
     */
    void customize(SegmentsClientBuilder builder);
}
