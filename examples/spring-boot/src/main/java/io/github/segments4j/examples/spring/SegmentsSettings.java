package io.github.segments4j.examples.spring;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.spring.SegmentsClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Settings that have no property. */
@Configuration(proxyBeanMethods = false)
class SegmentsSettings {
    /** Leaves half of the quota to other applications. */
    @Bean
    RateLimiter rateLimiter() {
        return RateLimiter.perSecond(5);
    }

    @Bean
    SegmentsClientCustomizer userAgent() {
        return builder -> builder.userAgentSuffix("segment-report/1.0");
    }
}
