package io.github.segments4j.spring;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import java.time.Duration;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Adds the API to the health of the application if {@code management.health.segments.enabled} is true. It is off by
 * default, because each check is a request that counts against the tenant's rate limit.
 */
@AutoConfiguration(after = SegmentsAutoConfiguration.class)
@ConditionalOnBean(SegmentsClient.class)
@ConditionalOnProperty("management.health.segments.enabled")
public final class SegmentsHealthAutoConfiguration {
    /** Our choice: long enough for the rate limiter and one retry, and short enough for probes. */
    private static final Duration DEADLINE = Duration.ofSeconds(5);

    SegmentsHealthAutoConfiguration() {}

    /** Requests one row. Throws if that fails. */
    private static void check(SegmentsClient client) {
        client.page(ListOptions.pageSize(1).withDeadline(DEADLINE));
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.actuate.health.AbstractHealthIndicator.class)
    static final class SpringBoot3 {
        @Bean
        @ConditionalOnMissingBean(name = "segmentsHealthIndicator")
        org.springframework.boot.actuate.health.HealthIndicator segmentsHealthIndicator(SegmentsClient client) {
            return new org.springframework.boot.actuate.health.AbstractHealthIndicator("The segments API failed") {
                @Override
                protected void doHealthCheck(org.springframework.boot.actuate.health.Health.Builder health) {
                    check(client);
                    health.up();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(org.springframework.boot.health.contributor.AbstractHealthIndicator.class)
    static final class SpringBoot4 {
        @Bean
        @ConditionalOnMissingBean(name = "segmentsHealthIndicator")
        org.springframework.boot.health.contributor.HealthIndicator segmentsHealthIndicator(SegmentsClient client) {
            return new org.springframework.boot.health.contributor.AbstractHealthIndicator("The segments API failed") {
                @Override
                protected void doHealthCheck(org.springframework.boot.health.contributor.Health.Builder health) {
                    check(client);
                    health.up();
                }
            };
        }
    }
}
