package io.github.segments4j;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.*;
import org.slf4j.event.Level;

/** Writes events to the log, and passes them on; what the listener throws stops here. */
record EventLog(Consumer<? super SegmentsEvent> listener, Time time, AtomicLong dayOfWarning)
        implements Consumer<SegmentsEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentsClient.class);

    @Override
    public void accept(SegmentsEvent event) {
        LOG.atLevel(matters(event) ? Level.WARN : Level.DEBUG).log("{}", event);
        try {
            listener.accept(event);
        } catch (RuntimeException e) {
            LOG.warn("The listener failed", e);
        }
    }

    /** A retirement does once a day. A first retry that comes soon does not; 5 s are when a person asks what takes so long (our choice). */
    private boolean matters(SegmentsEvent event) {
        long today = TimeUnit.SECONDS.toDays(time.now().getEpochSecond());
        return event instanceof SegmentsEvent.Deprecation
                ? dayOfWarning.getAndSet(today) != today
                : event instanceof SegmentsEvent.Retry retry
                        && (retry.attempt() > 2 || retry.delay().compareTo(Duration.ofSeconds(5)) > 0);
    }
}
