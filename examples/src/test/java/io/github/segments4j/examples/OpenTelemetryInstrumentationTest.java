package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.InvalidPageTokenException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.data.MetricData;
import io.opentelemetry.sdk.testing.exporter.InMemoryMetricReader;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.time.Duration;
import java.util.Collection;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

@SandboxTest(segments = 250)
class OpenTelemetryInstrumentationTest {
    private final Spans spans = new Spans();
    private final InMemoryMetricReader metrics = InMemoryMetricReader.create();
    private final OpenTelemetrySdk telemetry = OpenTelemetrySdk.builder()
            .setTracerProvider(spans.provider)
            .setMeterProvider(
                    SdkMeterProvider.builder().registerMetricReader(metrics).build())
            .setPropagators(ContextPropagators.create(W3CTraceContextPropagator.getInstance()))
            .build();
    private SegmentsClient client;

    @BeforeEach
    void connect(Sandbox sandbox) {
        client = new OpenTelemetryInstrumentation(telemetry)
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
        telemetry.close();
    }

    @Test
    void aListingWithReadAheadIsOneTrace(Sandbox sandbox) {
        sandbox.faults().nth(2, status(503));

        Span caller = telemetry.getTracer("test").spanBuilder("nightly export").startSpan();
        Context.current()
                .with(caller)
                .wrap(() ->
                        client.list(ListOptions.pageSize(100).withReadAhead(1)).forEach(segment -> {}))
                .run();
        caller.end();

        assertThat(spans.tree(spans.root())).isEqualTo("""
                nightly export
                  segments.page
                    POST
                    GET
                  segments.page
                    (retry)
                    GET
                    GET
                  segments.page
                    GET
                """);
        assertThat(spans.all())
                .extracting(span -> span.getAttributes().get(UrlAttributes.URL_FULL))
                .contains(
                        sandbox.baseUrl() + "/segments?limit=100",
                        sandbox.baseUrl() + "/segments?limit=100&next_token=REDACTED");
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
        assertThat(failed.getStatus()).isEqualTo(StatusData.error());
        assertThat(failed.getAttributes().get(ErrorAttributes.ERROR_TYPE))
                .isEqualTo("io.github.segments4j.InvalidPageTokenException");
        assertThat(failed.getEvents()).extracting(event -> event.getName()).containsExactly("exception");
        spans.assertHoldNoToken(sandbox);
    }

    @Test
    void attemptsRetriesWaitsAndRowsAreCounted(Sandbox sandbox) {
        sandbox.faults().next(status(503)).times(2);

        client.list().forEach(segment -> {});

        Collection<MetricData> collected = metrics.collectAllMetrics();
        assertThat(sum(collected, "segments.rows")).isEqualTo(250);
        assertThat(sum(collected, "segments.retries")).isEqualTo(2);
        assertThat(histogramCount(collected, "http.client.request.duration")).isEqualTo(6);
        assertThat(histogramCount(collected, "segments.rate_limit.wait.duration"))
                .isEqualTo(6);
    }

    private static long sum(Collection<MetricData> metrics, String name) {
        return named(metrics, name).getLongSumData().getPoints().stream()
                .mapToLong(point -> point.getValue())
                .sum();
    }

    private static long histogramCount(Collection<MetricData> metrics, String name) {
        return named(metrics, name).getHistogramData().getPoints().stream()
                .mapToLong(point -> point.getCount())
                .sum();
    }

    private static MetricData named(Collection<MetricData> metrics, String name) {
        return metrics.stream()
                .filter(metric -> metric.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
