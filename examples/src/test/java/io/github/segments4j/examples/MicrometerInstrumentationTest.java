package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.InvalidPageTokenException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SandboxTest(segments = 250)
class MicrometerInstrumentationTest {
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final ObservationRegistry observations = ObservationRegistry.create();
    private final Spans spans = new Spans();
    private SegmentsClient client;

    /** What Spring Boot does for an application with Micrometer Tracing. */
    @BeforeEach
    void trace() {
        Tracer openTelemetry = spans.provider.get("test");
        OtelTracer tracer = new OtelTracer(openTelemetry, new OtelCurrentTraceContext(), event -> {});
        OtelPropagator propagator =
                new OtelPropagator(ContextPropagators.create(W3CTraceContextPropagator.getInstance()), openTelemetry);
        observations
                .observationConfig()
                .observationHandler(new DefaultMeterObservationHandler(meters))
                .observationHandler(new ObservationHandler.FirstMatchingCompositeObservationHandler(
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }

    @BeforeEach
    void connect(Sandbox sandbox) {
        client = new MicrometerInstrumentation(meters, observations)
                .instrument(SegmentsClient.builder())
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .apiKey(sandbox.clientId(), sandbox.clientSecret())
                .backoff(Duration.ofMillis(1), Duration.ofMillis(1))
                .rateLimiter(new SpinningLimiter())
                .build();
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void aListingWithReadAheadIsOneTrace(Sandbox sandbox) {
        sandbox.faults().nth(2, status(503));

        Observation.createNotStarted("nightly.export", observations)
                .observe(() ->
                        client.list(ListOptions.defaults().withReadAhead(1)).forEach(segment -> {}));

        assertThat(spans.tree(spans.root())).isEqualTo("""
                nightly.export
                  segments.page
                    HTTP POST
                    HTTP GET
                  segments.page
                    (retry)
                    HTTP GET
                    HTTP GET
                  segments.page
                    HTTP GET
                """);
        assertThat(sandbox.requests().all()).hasSize(5);
        spans.assertAreOneTraceWith(sandbox);
        spans.assertHoldNoToken(sandbox);
    }

    @Test
    void aPageThatFailsEndsWithItsExceptionAndHoldsNoToken(Sandbox sandbox) {
        sandbox.faults().nth(2, status(400));

        assertThatThrownBy(() -> client.list().forEach(segment -> {})).isInstanceOf(InvalidPageTokenException.class);

        SpanData failed = spans.all().get(spans.all().size() - 1);
        assertThat(failed.getName()).isEqualTo("segments.page");
        assertThat(failed.getStatus().getStatusCode())
                .isEqualTo(StatusData.error().getStatusCode());
        assertThat(failed.getEvents()).extracting(event -> event.getName()).containsExactly("exception");
        assertThat(meters.get("segments.page")
                        .tag("error", "InvalidPageTokenException")
                        .timer()
                        .count())
                .isEqualTo(1);
        spans.assertHoldNoToken(sandbox);
    }

    @Test
    void pagesAttemptsRetriesAndRowsAreCounted(Sandbox sandbox) {
        sandbox.faults().next(status(503)).times(2);

        client.list().forEach(segment -> {});

        assertThat(meters.get("segments.page").timer().count()).isEqualTo(3);
        assertThat(attempts("200")).isEqualTo(3);
        assertThat(attempts("503")).isEqualTo(2);
        assertThat(meters.get("segments.retries")
                        .tag("cause", "ServerException")
                        .counter()
                        .count())
                .isEqualTo(2);
        assertThat(meters.get("segments.rows").counter().count()).isEqualTo(250);
        assertThat(meters.get("segments.rate.limit.waits").timer().count()).isEqualTo(6);
    }

    private long attempts(String status) {
        return meters.get("segments.requests")
                .tag("uri", "/api/segments")
                .tag("status", status)
                .timer()
                .count();
    }
}
