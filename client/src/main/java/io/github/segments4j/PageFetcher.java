package io.github.segments4j;

import feign.TypedResponse;
import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.generated.SegmentsApi;
import io.github.segments4j.secrets.Secrets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** Fetches single pages, each with all its attempts. */
final class PageFetcher {
    private final SegmentsApi api;
    private final HttpTransport transport;
    private final String tenant;
    private final String apiVersion;
    private final RetryLoop retries;
    private final Secrets secrets;
    private final Duration pageDeadline;
    private final UnaryOperator<Supplier<SegmentPage>> pageDecorator;
    private final Consumer<SegmentsEvent> events;
    private final Time time;

    PageFetcher(
            SegmentsApi api,
            HttpTransport transport,
            String tenant,
            String apiVersion,
            RetryLoop retries,
            Secrets secrets,
            Duration pageDeadline,
            UnaryOperator<Supplier<SegmentPage>> pageDecorator,
            Consumer<SegmentsEvent> events,
            Time time) {
        this.api = api;
        this.transport = transport;
        this.tenant = tenant;
        this.apiVersion = apiVersion;
        this.retries = retries;
        this.secrets = secrets;
        this.pageDeadline = pageDeadline;
        this.pageDecorator = pageDecorator;
        this.events = events;
        this.time = time;
    }

    /**
     * Fetches the page at a position.
     *
     * @param listingDeadline if present, the page must also be complete by then
     */
    SegmentPage fetch(ListOptions options, PagePosition position, Optional<Deadline> listingDeadline) {
        Supplier<SegmentPage> decorated = pageDecorator.apply(() -> retried(options, position, listingDeadline));
        return Objects.requireNonNull(decorated.get(), "The page decorator returned no page");
    }

    private SegmentPage retried(ListOptions options, PagePosition position, Optional<Deadline> listingDeadline) {
        Deadline own = Deadline.ofPage(pageDeadline, time);
        Deadline deadline = listingDeadline.map(own::earlierOf).orElse(own);
        boolean withTotal = options.total && position.isFirst();
        TypedResponse<ListSegmentsResponse> response =
                retries.call(position, deadline, () -> request(options, position, withTotal, deadline));
        SegmentPage page = new SegmentPage(response, position, withTotal);
        report(response, page);
        return page;
    }

    private TypedResponse<ListSegmentsResponse> request(
            ListOptions options, PagePosition position, boolean withTotal, Deadline deadline) {
        transport.checkOpen();
        Integer limit = options.pageSize.isPresent() ? options.pageSize.getAsInt() : null;
        // Feign does not encode what looks encoded: a token with %2B in it would arrive as a plus sign.
        String token = position.token() == null ? null : Quoted.encoded(position.token());
        Boolean total = withTotal ? true : null;
        String versionInQuery = null; // It is in the header.
        TypedResponse<ListSegmentsResponse> response =
                api.listSegments(tenant, apiVersion, versionInQuery, limit, token, total, FeignApi.options(deadline));
        response.body().nextToken().ifPresent(next -> checkHoldsNoSecret(next, response));
        return response;
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

    private void report(TypedResponse<?> response, SegmentPage page) {
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
}
