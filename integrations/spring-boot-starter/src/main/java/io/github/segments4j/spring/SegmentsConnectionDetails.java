package io.github.segments4j.spring;

import java.util.Optional;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;

/**
 * The values that are needed to connect to the API. Unless there is a bean of this type, they come from the properties
 * {@code segments.tenant}, {@code segments.base-url}, {@code segments.proxy}, {@code segments.access-token}, {@code
 * segments.client-id} and {@code segments.client-secret}. With such a bean, these properties have no effect.
 *
 * <p>The methods are called only while the client is created. For access tokens that change, call {@link
 * io.github.segments4j.SegmentsClientBuilder#accessToken(java.util.function.Supplier)} in a {@link
 * SegmentsClientCustomizer}.
 */
public interface SegmentsConnectionDetails extends ConnectionDetails {
    /** {@return the tenant, as in {@link io.github.segments4j.SegmentsClientBuilder#tenant}} */
    String tenant();

    /**
     * {@return the address of the API, as in {@link io.github.segments4j.SegmentsClientBuilder#baseUrl}; empty, as by
     * default, for {@code https://{tenant}.amperity.com/api}}
     */
    default Optional<String> baseUrl() {
        return Optional.empty();
    }

    /**
     * {@return an HTTP proxy, as in {@link io.github.segments4j.SegmentsClientBuilder#proxy}; empty, as by default, for
     * the JVM's settings}
     */
    default Optional<String> proxy() {
        return Optional.empty();
    }

    /** {@return an access token, which takes precedence over an API key; empty by default} */
    default Optional<String> accessToken() {
        return Optional.empty();
    }

    /** {@return the client id of an API key; empty by default} */
    default Optional<String> clientId() {
        return Optional.empty();
    }

    /** {@return the client secret of an API key; required with a client id, empty by default} */
    default Optional<String> clientSecret() {
        return Optional.empty();
    }
}
