package io.github.segments4j.spring;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.DefaultHttpClientObservationConvention;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.micrometer.observation.ObservationRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Observes the client for metrics and traces if the application has Micrometer's registries, as with Spring Boot's
 * actuator. It observes each page and, with {@code io.micrometer:micrometer-java11}, each attempt. The properties {@code
 * management.observations.enable.segments} and {@code management.metrics.enable.segments} turn the observations and the
 * meters off.
 */
@AutoConfiguration(
        // The classes of Spring Boot 3.5 and 4 that create the registries.
        afterName = {
            "org.springframework.boot.actuate.autoconfigure.metrics.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.actuate.autoconfigure.observation.ObservationAutoConfiguration",
            "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration",
            "org.springframework.boot.micrometer.observation.autoconfigure.ObservationAutoConfiguration"
        })
@ConditionalOnClass({MeterRegistry.class, ObservationRegistry.class})
@ConditionalOnBean({MeterRegistry.class, ObservationRegistry.class})
public final class SegmentsObservationAutoConfiguration {
    SegmentsObservationAutoConfiguration() {}

    @Bean
    MicrometerInstrumentation segmentsMicrometerInstrumentation(
            MeterRegistry meters, ObservationRegistry observations) {
        return new MicrometerInstrumentation(meters, observations);
    }

    /** Observes the attempts for each page, and sends the headers that carry a trace to the server. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(MicrometerHttpClient.class)
    static final class Attempts {
        @Bean
        SegmentsClientCustomizer segmentsAttemptsInstrumentation(
                MeterRegistry meters, ObservationRegistry observations) {
            return builder -> builder.httpClient(http -> MicrometerHttpClient.instrumentationBuilder(http, meters)
                    .observationRegistry(observations)
                    .customObservationConvention(new AttemptConvention())
                    // Without the query, which holds the page token.
                    .uriMapper(request -> request.uri().getPath())
                    .build());
        }

        /**
         * The default name, http.client.requests, is the name of Spring's timer as well, with other tags. Before
         * Micrometer 1.17, Prometheus drops one of the two.
         */
        private static final class AttemptConvention extends DefaultHttpClientObservationConvention {
            @Override
            public String getName() {
                return "segments.requests";
            }
        }
    }
}
