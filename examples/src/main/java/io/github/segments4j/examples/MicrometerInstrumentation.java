package io.github.segments4j.examples;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.function.Consumer;

/** Counts and times what a client does. */
final class SegmentsMetrics implements Consumer<SegmentsEvent> {
    private final MeterRegistry registry;

    SegmentsMetrics(MeterRegistry registry) {
        this.registry = registry;
    }

    public static void main(String[] args) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry(); // or your own, such as the one of Spring Boot
        try (SegmentsClient client =
                SegmentsClient.builder().listener(new SegmentsMetrics(registry)).build()) {
            client.list().forEach(segment -> {});
        }
        System.out.println(registry.getMetersAsString());
    }

    @Override
    public void accept(SegmentsEvent event) {
        if (event instanceof SegmentsEvent.Attempt attempt) {
            String status = attempt.status().isPresent()
                    ? String.valueOf(attempt.status().getAsInt())
                    : "none";
            registry.timer("segments.requests", "status", status).record(attempt.took());
        } else if (event instanceof SegmentsEvent.Retry retry) {
            String cause = retry.failure().getClass().getSimpleName();
            registry.counter("segments.retries", "cause", cause).increment();
        } else if (event instanceof SegmentsEvent.Wait wait) {
            registry.timer("segments.rate-limit.waits").record(wait.took());
        } else if (event instanceof SegmentsEvent.Page page) {
            registry.counter("segments.rows").increment(page.rows());
        } else if (event instanceof SegmentsEvent.Deprecation) {
            registry.counter("segments.deprecations").increment(); // Raise an alert on this one.
        }
    }
}
