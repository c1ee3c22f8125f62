package io.github.segments4j.spring;

import io.github.segments4j.SegmentsClientBuilder;

/**
 * A bean that changes settings of the {@link io.github.segments4j.SegmentsClient} bean which have no property, or which
 * a program computes.
 *
 * <p>It is called once, while the client is made, after the properties and the {@link SegmentsConnectionDetails} were
 * applied. If there are several, they are called in the order of Spring's {@code @Order}; the last one wins.
 */
@FunctionalInterface
public interface SegmentsClientCustomizer {
    /**
     * Changes settings.
     *
     * @param builder takes nothing from the environment
     */
    void customize(SegmentsClientBuilder builder);
}
