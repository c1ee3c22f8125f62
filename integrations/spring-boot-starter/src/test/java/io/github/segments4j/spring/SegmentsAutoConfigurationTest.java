package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.ServerException;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.annotation.Order;

class SegmentsAutoConfigurationTest {
    private static Sandbox sandbox;

    private final ApplicationContextRunner application =
            new ApplicationContextRunner().withConfiguration(AutoConfigurations.of(SegmentsAutoConfiguration.class));

    @BeforeAll
    static void start() {
        sandbox = Sandbox.builder().segments(250).rateLimit(Limit.NONE).start();
    }

    @BeforeEach
    void reset() {
        sandbox.reset();
    }

    @AfterAll
    static void stop() {
        sandbox.close();
    }

    private ApplicationContextRunner connected() {
        return application.withPropertyValues(
                "segments.tenant=" + sandbox.tenant(),
                "segments.access-token=" + sandbox.accessToken(),
                "segments.base-url=" + sandbox.baseUrl());
    }

    @Test
    void threePropertiesAreEnough() {
        connected().run(context -> {
            SegmentsClient client = context.getBean(SegmentsClient.class);
            assertThat(client.list().stream()).hasSize(250);
        });
    }

    @Test
    void anApiKeyStandsInForAnAccessToken() {
        application
                .withPropertyValues(
                        "segments.tenant=" + sandbox.tenant(),
                        "segments.access-token=",
                        "segments.client-id=" + sandbox.clientId(),
                        "segments.client-secret=" + sandbox.clientSecret(),
                        "segments.base-url=" + sandbox.baseUrl())
                .run(context -> assertThat(context.getBean(SegmentsClient.class).count())
                        .isEqualTo(250));
    }

    @Test
    void aVariableOfTheEnvironmentCountsOnlyIfAPropertyRefersToIt() {
        assertThat(System.getenv("AMPERITY_BASE_URL")).endsWith("/ambient");
        ApplicationContextRunner withoutBaseUrl = application.withPropertyValues(
                "segments.tenant=${AMPERITY_TENANT}", "segments.access-token=${AMPERITY_ACCESS_TOKEN}");

        withoutBaseUrl.run(context -> assertThat(context.getBean(SegmentsClient.class))
                .hasToString("SegmentsClient[tenant=ambient, baseUrl=https://ambient.amperity.com/api]"));
        withoutBaseUrl
                .withPropertyValues("segments.base-url=${AMPERITY_BASE_URL}")
                .run(context -> assertThat(context.getBean(SegmentsClient.class))
                        .hasToString("SegmentsClient[tenant=ambient, baseUrl=http://127.0.0.1:1/ambient]"));
        application.run(context -> assertThat(context).hasFailed());
    }

    @Test
    void theClientIsClosedWithTheContext() {
        AtomicInteger closed = new AtomicInteger();
        connected().run(context -> {
            SegmentsClient client = context.getBean(SegmentsClient.class);
            context.close();
            assertThatIllegalStateException().isThrownBy(client::list);
            closed.incrementAndGet();
        });
        assertThat(closed).hasValue(1);
    }

    @Test
    void aClientOfTheApplicationIsUsedAsItIs() {
        SegmentsClient own =
                SegmentsClient.builder().tenant("own").accessToken("own-token").build();

        application
                .withBean(SegmentsClient.class, () -> own)
                .run(context ->
                        assertThat(context).getBean(SegmentsClient.class).isSameAs(own));
    }

    @Test
    void connectionDetailsOfTheApplicationReplaceTheProperties() {
        application
                .withPropertyValues("segments.tenant=other", "segments.base-url=https://other.example.org/api")
                .withBean(SegmentsConnectionDetails.class, SandboxDetails::new)
                .run(context -> assertThat(context.getBean(SegmentsClient.class).count())
                        .isEqualTo(250));
    }

    @Test
    void customizersComeAfterThePropertiesInTheirOrder() {
        List<String> order = new ArrayList<>();

        connected()
                .withBean(Second.class, () -> new Second(order))
                .withBean(First.class, () -> new First(order))
                .withPropertyValues("segments.tenant=replaced")
                .run(context -> {
                    assertThat(order).containsExactly("first", "second");
                    assertThat(context.getBean(SegmentsClient.class).count()).isEqualTo(250);
                });
    }

    @Test
    void aCustomizerMaySetASourceOfAccessTokens() {
        application
                .withPropertyValues("segments.tenant=" + sandbox.tenant(), "segments.base-url=" + sandbox.baseUrl())
                .withBean(SegmentsClientCustomizer.class, () -> builder -> builder.accessToken(sandbox::accessToken))
                .run(context -> assertThat(context.getBean(SegmentsClient.class).count())
                        .isEqualTo(250));
    }

    @Test
    void aRateLimiterOfTheApplicationIsUsed() {
        CountingLimiter limiter = new CountingLimiter();

        connected().withBean(RateLimiter.class, () -> limiter).run(context -> {
            context.getBean(SegmentsClient.class).count();
            assertThat(limiter.permits).hasValue(1);
        });
    }

    @Test
    void propertiesReachTheClient() {
        sandbox.faults().always(Fault.status(503));

        connected().withPropertyValues("segments.attempts=1").run(context -> {
            SegmentsClient client = context.getBean(SegmentsClient.class);
            assertThat(catchThrowable(client::count)).isInstanceOf(ServerException.class);
            assertThat(sandbox.requests().all()).hasSize(1);
        });
    }

    @Test
    void thePropertiesDoNotShowSecrets() {
        connected()
                .withPropertyValues("segments.proxy=http://u:pass-word@127.0.0.1:1")
                .run(context -> {
                    assertThat(context.getBean(SegmentsProperties.class).toString())
                            .contains(sandbox.tenant())
                            .doesNotContain(sandbox.accessToken(), "pass-word");
                    assertThat(context.getBean(SegmentsConnectionDetails.class).toString())
                            .doesNotContain(sandbox.accessToken(), "pass-word");
                });
    }

    private static final class SandboxDetails implements SegmentsConnectionDetails {
        @Override
        public String tenant() {
            return sandbox.tenant();
        }

        @Override
        public Optional<String> baseUrl() {
            return Optional.of(sandbox.baseUrl());
        }

        @Override
        public Optional<String> clientId() {
            return Optional.of(sandbox.clientId());
        }

        @Override
        public Optional<String> clientSecret() {
            return Optional.of(sandbox.clientSecret());
        }
    }

    @Order(1)
    private record First(List<String> order) implements SegmentsClientCustomizer {
        @Override
        public void customize(SegmentsClientBuilder builder) {
            order.add("first");
            builder.tenant("replaced-again");
        }
    }

    @Order(2)
    private record Second(List<String> order) implements SegmentsClientCustomizer {
        @Override
        public void customize(SegmentsClientBuilder builder) {
            order.add("second");
            builder.tenant(sandbox.tenant());
        }
    }

    private static final class CountingLimiter implements RateLimiter {
        private final AtomicInteger permits = new AtomicInteger();

        @Override
        public long acquire(Duration atMost) {
            return permits.incrementAndGet();
        }

        @Override
        public void answered(long permit, Duration holdBack) {}
    }
}
