package io.github.segments4j.examples;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.java11.instrument.binder.jdk.DefaultHttpClientObservationConvention;
import io.micrometer.java11.instrument.binder.jdk.MicrometerHttpClient;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationRegistry;
import java.net.http.HttpClient;

/** Observes the pages and attempts of a client, for metrics and traces, and counts rows, retries and waits. */
final class MicrometerInstrumentation {
    private final MeterRegistry meters;
    private final ObservationRegistry observations;

    MicrometerInstrumentation(MeterRegistry meters, ObservationRegistry observations) {
        this.meters = meters;
        this.observations = observations;
    }

    public static void main(String[] args) {
        SimpleMeterRegistry meters = new SimpleMeterRegistry(); // or your own, such as those of Spring Boot
        ObservationRegistry observations = ObservationRegistry.create();
        observations.observationConfig().observationHandler(new DefaultMeterObservationHandler(meters));
        MicrometerInstrumentation micrometer = new MicrometerInstrumentation(meters, observations);
        try (SegmentsClient client =
                micrometer.instrument(SegmentsClient.builder()).build()) {
            client.list().forEach(segment -> {});
        }
        System.out.println(meters.getMetersAsString());
    }

    SegmentsClientBuilder instrument(SegmentsClientBuilder client) {
        return client.httpClient(this::observed)
                .pageDecorator(page -> () -> Observation.createNotStarted("segments.page", observations)
                        .observe(page))
                .taskDecorator(task ->
                        ContextSnapshotFactory.builder().build().captureAll().wrap(task))
                .listener(this::record);
    }

    private HttpClient observed(HttpClient http) {
        return MicrometerHttpClient.instrumentationBuilder(http, meters)
                .observationRegistry(observations)
                .customObservationConvention(new AttemptConvention())
                .uriMapper(request -> request.uri().getPath()) // without the query, which holds the page token
                .build();
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
            meters.counter("segments.deprecations").increment(); // Raise an alert on this one.
        }
    }

    /**
     * The default name, http.client.requests, is the name of Spring's timer as well, with other tags. Before Micrometer 1.17,
     * Prometheus drops one of the two.
     */
    private static final class AttemptConvention extends DefaultHttpClientObservationConvention {
        @Override
        public String getName() {
            return "segments.requests";
        }
    }
}
