package io.github.segments4j.examples;

import io.github.segments4j.CloseableIterator;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import reactor.core.publisher.Flux;
import reactor.core.scheduler.Schedulers;

/** Reads segments without blocking the caller. docs/asynchronous.md shows the methods. */
final class AsynchronousUse {
    private AsynchronousUse() {}

    @SuppressWarnings("FutureReturnValueIgnored")
    static CompletableFuture<Void> forEach(SegmentsClient client, Consumer<Segment> action, Executor threads) {
        ListOptions options = ListOptions.defaults().withReadAhead(1);
        CloseableIterator<Segment> segments = client.list(options).iterator();
        CompletableFuture<Void> listing = CompletableFuture.runAsync(() -> segments.forEachRemaining(action), threads);
        listing.whenComplete((done, failure) -> segments.close());
        return listing;
    }

    static Flux<Segment> flux(SegmentsClient client) {
        return Flux.fromStream(() -> client.list().stream()).subscribeOn(Schedulers.boundedElastic());
    }
}
