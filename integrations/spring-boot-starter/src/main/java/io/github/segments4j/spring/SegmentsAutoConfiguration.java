package io.github.segments4j.spring;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;

/**
 * Creates a {@link SegmentsClient} bean from the properties {@code segments.*}, unless the application has one. The
 * client is closed with the application context. Environment variables have no effect unless a property refers to them.
 */
@AutoConfiguration
@EnableConfigurationProperties(SegmentsProperties.class)
public final class SegmentsAutoConfiguration {
    SegmentsAutoConfiguration() {}

    @Bean
    @ConditionalOnMissingBean(SegmentsConnectionDetails.class)
    PropertiesConnectionDetails segmentsConnectionDetails(SegmentsProperties properties) {
        return new PropertiesConnectionDetails(properties);
    }

    @Bean
    @ConditionalOnMissingBean
    SegmentsClient segmentsClient(
            SegmentsProperties properties,
            SegmentsConnectionDetails details,
            ObjectProvider<RateLimiter> rateLimiter,
            ObjectProvider<SegmentsClientCustomizer> customizers) {
        SegmentsClientBuilder builder = SegmentsClient.builder().ignoreEnvironment();
        connect(builder, details);
        set("segments.timeout", Optional.ofNullable(properties.timeout()), builder::timeout);
        set("segments.deadline", Optional.ofNullable(properties.deadline()), builder::deadline);
        set("segments.attempts", Optional.ofNullable(properties.attempts()), builder::attempts);
        rateLimiter.ifAvailable(builder::rateLimiter);
        customizers.orderedStream().forEach(customizer -> customizer.customize(builder));
        try {
            return builder.build();
        } catch (IllegalArgumentException e) {
            if (details.accessToken().isPresent() || details.clientId().isPresent()) {
                throw e;
            }
            // No customizer has set a source of tokens either.
            throw new InvalidSettingException(
                    "segments.access-token",
                    "There is neither segments.access-token nor segments.client-id.",
                    "Set segments.access-token, or segments.client-id and segments.client-secret.",
                    e);
        }
    }

    private static void connect(SegmentsClientBuilder builder, SegmentsConnectionDetails details) {
        set(name(details, "tenant"), Optional.of(details.tenant()), builder::tenant);
        set(name(details, "base-url"), details.baseUrl(), builder::baseUrl);
        set(name(details, "proxy"), details.proxy(), builder::proxy);
        set(name(details, "access-token"), details.accessToken(), builder::accessToken);
        if (details.accessToken().isPresent()) {
            return;
        }
        String id = name(details, "client-id");
        String secret = name(details, "client-secret");
        if (details.clientId().isPresent() != details.clientSecret().isPresent()) {
            String missing = details.clientId().isPresent() ? secret : id;
            throw new InvalidSettingException(
                    missing,
                    "An API key needs both " + id + " and " + secret + ", but " + missing + " is missing.",
                    "Set " + missing + ".",
                    null);
        }
        set(
                id + " or " + secret,
                details.clientId(),
                given -> builder.apiKey(given, details.clientSecret().orElseThrow()));
    }

    /** Names a setting for the user: the property, or the class of the bean that replaces it. */
    private static String name(SegmentsConnectionDetails details, String setting) {
        return details instanceof PropertiesConnectionDetails
                ? "segments." + setting
                : setting + " of " + details.getClass().getName();
    }

    /** Applies a value, and names the property if it is not allowed. */
    private static <T> void set(String setting, Optional<T> value, Consumer<T> setter) {
        try {
            value.ifPresent(setter);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException(
                    setting,
                    "The value of " + setting + " is not allowed. " + e.getMessage() + ".",
                    "Correct " + setting + ".",
                    e);
        }
    }
}
