package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import io.micrometer.common.KeyValue;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.ObservationView;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Configuration;

/** With all auto-configurations of Spring Boot, since their order matters. */
class SegmentsObservationTest {
    private Sandbox sandbox;
    private ApplicationContextRunner application;

    @BeforeEach
    void start() {
        sandbox = Sandbox.builder().segments(250).start();
        application = new ApplicationContextRunner()
                .withUserConfiguration(Application.class)
                .withBean(Observations.class)
                .withPropertyValues(
                        "segments.tenant=" + sandbox.tenant(),
                        "segments.access-token=" + sandbox.accessToken(),
                        "segments.base-url=" + sandbox.baseUrl());
    }

    @AfterEach
    void stop() {
        sandbox.close();
    }

    @Test
    void attemptsBelongToAPageAndPagesToWhatTheCallerObserves() {
        sandbox.faults().nth(2, Fault.status(503));

        application.run(context -> {
            SegmentsClient client = context.getBean(SegmentsClient.class);
            Observation.createNotStarted("nightly.export", context.getBean(ObservationRegistry.class))
                    .observe(() ->
                            client.list(ListOptions.defaults().withReadAhead(1)).forEach(segment -> {}));

            Observations observations = context.getBean(Observations.class);
            assertThat(observations.paths)
                    .containsExactly(
                            "nightly.export/segments.page/segments.requests",
                            "nightly.export/segments.page",
                            "nightly.export/segments.page/segments.requests",
                            "nightly.export/segments.page/segments.requests",
                            "nightly.export/segments.page",
                            "nightly.export/segments.page/segments.requests",
                            "nightly.export/segments.page",
                            "nightly.export");
            assertThat(observations.events).containsExactly("segments.page: retry");
            assertThat(observations.values)
                    .contains("/api/segments")
                    .allSatisfy(value -> assertThat(value).doesNotContain("next_token", sandbox.accessToken()));
        });
    }

    @Test
    void rowsRetriesAndPagesAreCounted() {
        sandbox.faults().next(Fault.status(503));

        application.run(context -> {
            context.getBean(SegmentsClient.class).list().forEach(segment -> {});

            MeterRegistry meters = context.getBean(MeterRegistry.class);
            assertThat(meters.get("segments.rows").counter().count()).isEqualTo(250);
            assertThat(meters.get("segments.retries")
                            .tag("cause", "ServerException")
                            .counter()
                            .count())
                    .isEqualTo(1);
            assertThat(meters.get("segments.page").timer().count()).isEqualTo(3);
            assertThat(meters.get("segments.requests").timers()).isNotEmpty();
        });
    }

    @Test
    void withoutItsHttpClientMicrometerObservesPagesOnly() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer.java11"))
                .run(context -> {
                    context.getBean(SegmentsClient.class).list().forEach(segment -> {});

                    assertThat(context.getBean(Observations.class).paths)
                            .containsExactly("segments.page", "segments.page", "segments.page");
                });
    }

    @Test
    void withoutMicrometerTheClientIsNotObserved() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context)
                        .hasNotFailed()
                        .hasSingleBean(SegmentsClient.class)
                        .doesNotHaveBean(SegmentsClientCustomizer.class));
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {}

    /** What ended, in this order, with the names of what surrounds it. */
    static final class Observations implements ObservationHandler<Observation.Context> {
        private final List<String> paths = new CopyOnWriteArrayList<>();
        private final List<String> events = new CopyOnWriteArrayList<>();
        private final List<String> values = new CopyOnWriteArrayList<>();

        @Override
        public boolean supportsContext(Observation.Context context) {
            return true;
        }

        @Override
        public void onEvent(Observation.Event event, Observation.Context context) {
            events.add(context.getName() + ": " + event.getName());
        }

        @Override
        public void onStop(Observation.Context context) {
            List<String> path = new ArrayList<>(List.of(Objects.requireNonNull(context.getName())));
            ObservationView parent = context.getParentObservation();
            while (parent != null) {
                path.add(0, parent.getContextView().getName());
                parent = parent.getContextView().getParentObservation();
            }
            paths.add(String.join("/", path));
            for (KeyValue keyValue : context.getAllKeyValues()) {
                values.add(keyValue.getValue());
            }
        }
    }
}
