package io.github.segments4j.spring;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The connection that the properties describe. An empty value counts as missing, so that {@code ${VARIABLE:}} can be
 * used for a variable that is not always set.
 */
record PropertiesConnectionDetails(SegmentsProperties properties) implements SegmentsConnectionDetails {
    @Override
    public String tenant() {
        return value("segments.tenant", properties.tenant())
                .orElseThrow(() -> new InvalidSettingException(
                        "segments.tenant",
                        "segments.tenant is missing.",
                        "Set segments.tenant to the tenant whose segments to read.",
                        null));
    }

    @Override
    public Optional<String> baseUrl() {
        return value("segments.base-url", properties.baseUrl());
    }

    @Override
    public Optional<String> proxy() {
        return value("segments.proxy", properties.proxy());
    }

    @Override
    public Optional<String> accessToken() {
        return value("segments.access-token", properties.accessToken());
    }

    @Override
    public Optional<String> clientId() {
        return value("segments.client-id", properties.clientId());
    }

    @Override
    public Optional<String> clientSecret() {
        return value("segments.client-secret", properties.clientSecret());
    }

    /** Rejects a placeholder that Spring could not resolve. Without this, the server would get it as a token. */
    private static Optional<String> value(String property, @Nullable String text) {
        if (text == null || text.isBlank()) {
            return Optional.empty();
        }
        if (text.startsWith("${") && text.endsWith("}")) {
            throw new InvalidSettingException(
                    property,
                    property + " is " + text + ", and nothing sets " + text.substring(2, text.length() - 1) + ".",
                    "Set that variable or property, or give " + property + " a value of its own.",
                    null);
        }
        return Optional.of(text);
    }
}
