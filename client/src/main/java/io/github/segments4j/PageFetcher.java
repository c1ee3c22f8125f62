package io.github.segments4j;

import feign.TypedResponse;
import io.github.segments4j.secrets.Secrets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Fetches single pages of any listing, each with all its attempts. */
final class PageFetcher {
    private final FeignApi feign;
    private final HttpTransport transport;
    private final RetryLoop retries;
    private final Secrets secrets;
    private final Duration pageDeadline;
    private final UnaryOperator<Runnable> readAheadDecorator;
    private final Consumer<SegmentsEvent> events;
    private final Time time;

    PageFetcher(
            FeignApi feign,
            HttpTransport transport,
            RetryLoop retries,
            Secrets secrets,
            Duration pageDeadline,
            UnaryOperator<Runnable> readAheadDecorator,
            Consumer<SegmentsEvent> events,
            Time time) {
        this.feign = feign;
        this.transport = transport;
        this.retries = retries;
        this.secrets = secrets;
        this.pageDeadline = pageDeadline;
        this.readAheadDecorator = readAheadDecorator;
        this.events = events;
        this.time = time;
    }

    /** Implements a generated interface, for the requests of an {@link Endpoint}. */
    <T> T api(Class<T> type) {
        return feign.create(type);
    }

    /**
     * Fetches the page at a position.
     *
     * @param listingDeadline if present, the page must also be complete by then
     */
    <P extends Page<?>> P fetch(Endpoint<?, P> endpoint, PagePosition position, Optional<Deadline> listingDeadline) {
        Supplier<P> decorated = endpoint.decorator().apply(() -> retried(endpoint, position, listingDeadline));
        return Objects.requireNonNull(decorated.get(), "The page decorator returned no page");
    }

    private <B, P extends Page<?>> P retried(
            Endpoint<B, P> endpoint, PagePosition position, Optional<Deadline> listingDeadline) {
        Deadline own = Deadline.ofPage(pageDeadline, time);
        Deadline deadline = listingDeadline.map(own::earlierOf).orElse(own);
        return retries.call(position, deadline, () -> attempt(endpoint, position, deadline));
    }

    private <B, P extends Page<?>> P attempt(Endpoint<B, P> endpoint, PagePosition position, Deadline deadline) {
        transport.checkOpen();
        TypedResponse<B> response = endpoint.request().apply(position, deadline);
        P page = endpoint.page().apply(position, response);
        page.nextToken().ifPresent(next -> checkHoldsNoSecret(next, response));
        report(response, page);
        return page;
    }

    /** A token is written to checkpoints, and sent in addresses, which servers log. */
    private void checkHoldsNoSecret(String nextToken, TypedResponse<?> response) {
        if (secrets.isGivenAwayBy(nextToken)) {
            throw new AttemptFailure(Problem.of(
                    Problem.Kind.PROTOCOL,
                    Quoted.request(response.request()) + " was answered " + response.status()
                            + " but its next_token holds a secret that was sent, such as the access token"));
        }
    }

    private void report(TypedResponse<?> response, Page<?> page) {
        ResponseHeaders headers = new ResponseHeaders(response.headers());
        if (headers.has("deprecation") || headers.has("sunset")) {
            events.accept(new SegmentsEvent.Deprecation(headers.date("deprecation"), headers.date("sunset")));
        }
        events.accept(
                new SegmentsEvent.Page(page.data().size(), page.nextToken().isEmpty()));
    }

    /** The deadline of a pass that begins now. */
    Optional<Deadline> listingDeadline(ListOptions options) {
        return Optional.ofNullable(options.deadline).map(duration -> Deadline.ofListing(duration, time));
    }

    /** Wraps each task that reads a page ahead. */
    UnaryOperator<Runnable> readAheadDecorator() {
        return readAheadDecorator;
    }
}
