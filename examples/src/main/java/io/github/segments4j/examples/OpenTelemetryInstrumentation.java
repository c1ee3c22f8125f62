package io.github.segments4j.examples;

import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.AttributesBuilder;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.api.metrics.LongCounter;
import io.opentelemetry.api.metrics.Meter;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.instrumentation.api.instrumenter.AttributesExtractor;
import io.opentelemetry.instrumentation.javahttpclient.JavaHttpClientTelemetry;
import io.opentelemetry.semconv.ErrorAttributes;
import io.opentelemetry.semconv.UrlAttributes;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.function.Supplier;

/** Traces the pages and attempts of a client, and counts rows, retries and waits. */
final class OpenTelemetryInstrumentation {
    private final JavaHttpClientTelemetry attempts;
    private final Tracer tracer;
    private final LongCounter rows;
    private final LongCounter retries;
    private final DoubleHistogram waits;
    private final LongCounter deprecations;

    OpenTelemetryInstrumentation(OpenTelemetry telemetry) {
        attempts = JavaHttpClientTelemetry.builder(telemetry)
                .addAttributesExtractor(new PageTokenRedaction())
                .build();
        tracer = telemetry.getTracer("segments4j");
        Meter meter = telemetry.getMeter("segments4j");
        rows = meter.counterBuilder("segments.rows").setUnit("{row}").build();
        retries = meter.counterBuilder("segments.retries").setUnit("{retry}").build();
        waits = meter.histogramBuilder("segments.rate_limit.wait.duration")
                .setUnit("s")
                .build();
        deprecations = meter.counterBuilder("segments.deprecations")
                .setUnit("{response}")
                .build();
    }

    SegmentsClientBuilder instrument(SegmentsClientBuilder client) {
        return client.httpClient(attempts::newHttpClient)
                .pageDecorator(page -> () -> inSpan(page))
                .taskDecorator(task -> Context.current().wrap(task))
                .listener(this::record);
    }

    private SegmentPage inSpan(Supplier<SegmentPage> page) {
        Span span = tracer.spanBuilder("segments.page").startSpan();
        try {
            return Context.current().with(span).wrapSupplier(page).get();
        } catch (RuntimeException e) {
            span.recordException(e);
            span.setAttribute(ErrorAttributes.ERROR_TYPE, e.getClass().getName());
            span.setStatus(StatusCode.ERROR);
            throw e;
        } finally {
            span.end();
        }
    }

    private void record(SegmentsEvent event) {
        if (event instanceof SegmentsEvent.Retry retry) {
            Attributes cause = Attributes.of(
                    ErrorAttributes.ERROR_TYPE, retry.failure().getClass().getName());
            retries.add(1, cause);
            Span.current().addEvent("retry", cause);
        } else if (event instanceof SegmentsEvent.Wait wait) {
            waits.record(wait.took().toNanos() / 1e9);
        } else if (event instanceof SegmentsEvent.Page page) {
            rows.add(page.rows());
        } else if (event instanceof SegmentsEvent.Deprecation) {
            deprecations.add(1); // Raise an alert on this one.
        }
    }

    /** Replaces the page token in {@code url.full}. */
    private static final class PageTokenRedaction implements AttributesExtractor<HttpRequest, HttpResponse<?>> {
        @Override
        public void onStart(AttributesBuilder attributes, Context parent, HttpRequest request) {
            String url = request.uri().toString();
            attributes.put(UrlAttributes.URL_FULL, url.replaceAll("(?<=[?&]next_token=)[^&]*", "REDACTED"));
        }

        @Override
        public void onEnd(
                AttributesBuilder attributes,
                Context context,
                HttpRequest request,
                HttpResponse<?> response,
                Throwable error) {}
    }
}
