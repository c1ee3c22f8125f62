package io.github.segments4j;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs events, and passes them on to the listeners. What a listener throws is logged, and stops nothing. */
final class EventLog implements Consumer<SegmentsEvent> {
    private static final Logger LOG = LoggerFactory.getLogger(SegmentsClient.class);

    /** When a person begins to ask what takes so long (our choice). A first retry that comes sooner is everyday life. */
    private static final Duration LONG_DELAY = Duration.ofSeconds(5);

    private final List<Consumer<? super SegmentsEvent>> listeners;
    private final Time time;

    /** When the retirement was last logged as a warning, in days since 1970. */
    private final AtomicLong lastWarning = new AtomicLong();

    EventLog(List<Consumer<? super SegmentsEvent>> listeners, Time time) {
        this.listeners = List.copyOf(listeners);
        this.time = time;
    }

    @Override
    public void accept(SegmentsEvent event) {
        if (deservesWarning(event)) {
            LOG.warn("{}", event);
        } else {
            LOG.debug("{}", event);
        }
        for (Consumer<? super SegmentsEvent> listener : listeners) {
            try {
                listener.accept(event);
            } catch (RuntimeException e) {
                LOG.warn("A listener failed", e);
            }
        }
    }

    private boolean deservesWarning(SegmentsEvent event) {
        if (event instanceof SegmentsEvent.Deprecation) {
            long today = TimeUnit.SECONDS.toDays(time.now().getEpochSecond());
            return lastWarning.getAndSet(today) != today;
        }
        if (event instanceof SegmentsEvent.Retry retry) {
            return retry.attempt() > 2 || retry.delay().compareTo(LONG_DELAY) > 0;
        }
        return false;
    }
}
