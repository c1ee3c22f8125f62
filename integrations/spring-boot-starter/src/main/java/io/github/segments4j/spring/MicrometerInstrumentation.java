package io.github.segments4j.spring;

import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;

/** Observes the pages that the client fetches, for metrics and traces, and counts rows, retries and waits. */
final class MicrometerInstrumentation implements SegmentsClientCustomizer {
    private final MeterRegistry meters;
    private final ObservationRegistry observations;

    MicrometerInstrumentation(MeterRegistry meters, ObservationRegistry observations) {
        this.meters = meters;
        this.observations = observations;
    }

    @Override
    public void customize(SegmentsClientBuilder builder) {
        builder.pageDecorator(page -> () -> Observation.createNotStarted("segments.page", observations)
                        .observe(page))
                .taskDecorator(this::withCurrentObservation)
                .listener(this::record);
    }

    /** Makes the caller's observation the parent of the pages that another thread reads ahead. */
    private Runnable withCurrentObservation(Runnable task) {
        Observation current = observations.getCurrentObservation();
        return current == null ? task : () -> current.scoped(task);
    }

    private void record(SegmentsEvent event) {
        if (event instanceof SegmentsEvent.Retry retry) {
            String cause = retry.failure().getClass().getSimpleName();
            meters.counter("segments.retries", "cause", cause).increment();
            Observation page = observations.getCurrentObservation();
            if (page != null) {
                page.event(Observation.Event.of("retry"));
            }
        } else if (event instanceof SegmentsEvent.Wait wait) {
            meters.timer("segments.rate.limit.waits").record(wait.took());
        } else if (event instanceof SegmentsEvent.Page page) {
            meters.counter("segments.rows").increment(page.rows());
        } else if (event instanceof SegmentsEvent.Deprecation) {
            meters.counter("segments.deprecations").increment();
        }
    }
}
