package io.github.segments4j.spring;

import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties. They are checked when the client is created. IDEs show the descriptions.
 *
 * @param tenant Tenant whose segments to read: 1 to 63 letters, digits and inner hyphens. Required.
 * @param accessToken Access token, which expires. Takes precedence over an API key.
 * @param clientId Client id of an API key, which is exchanged for access tokens that are renewed.
 * @param clientSecret Client secret of the API key.
 * @param baseUrl Address of the API, which ends before /segments. https, or http for this machine only. The default is
 *     https://TENANT.amperity.com/api.
 * @param timeout How long one attempt may take, from 1ms to 24h. The default is 30s.
 * @param deadline How long one page may take, with all attempts and waits, from 1ms to 24h. The default is 5m.
 * @param attempts How often one page is attempted if errors are transient, from 1 to 100. The default is 8.
 * @param proxy HTTP proxy: http://host:port or http://user:password@host:port. By default, the JVM's settings decide.
 */
@ConfigurationProperties("segments")
record SegmentsProperties(
        @Nullable String tenant,
        @Nullable String accessToken,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String baseUrl,
        @Nullable Duration timeout,
        @Nullable Duration deadline,
        @Nullable Integer attempts,
        @Nullable String proxy) {

    /** Without the secrets. */
    @Override
    public String toString() {
        return "SegmentsProperties[tenant=" + tenant + ", baseUrl=" + baseUrl + "]";
    }
}
