package io.github.segments4j;

import io.github.segments4j.SegmentsException.Attempts;
import io.github.segments4j.SegmentsException.Failure;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Reads the segments of one Amperity tenant.
 *
 * <pre>{@code
 * try (SegmentsClient client = SegmentsClient.builder()
 *     .tenant("acme")
 *     .accessToken(System.getenv("AMPERITY_ACCESS_TOKEN"))
 *     .build()) {
 *   for (Segment segment : client.list()) {
 *     System.out.println(segment.name());
 *   }
 * }
 * }</pre>
 *
 * <p>Make one client and keep it. It is safe for use by many threads, which share its rate limit of 10 requests a second
 * (the vendor's). Transient errors are retried; a request that fails for good throws a {@link SegmentsException}.
 */
public final class SegmentsClient implements AutoCloseable {
    private final String tenant;
    private final String baseUrl;
    private final PageFetcher fetcher;
    private final UnaryOperator<Runnable> taskDecorator;
    private final Runnable closeConnections;

    SegmentsClient(
            String tenant,
            String baseUrl,
            PageFetcher fetcher,
            UnaryOperator<Runnable> taskDecorator,
            Runnable closeConnections) {
        this.tenant = tenant;
        this.baseUrl = baseUrl;
        this.fetcher = fetcher;
        this.taskDecorator = taskDecorator;
        this.closeConnections = closeConnections;
    }

    /**
     * Starts to configure a client. What is not set is taken from the environment.
     *
     * @return a builder
     */
    public static SegmentsClientBuilder builder() {
        return new SegmentsClientBuilder(System::getenv, Time.SYSTEM);
    }

    /**
     * Lists all segments with the default options.
     *
     * @return a listing, which sends nothing before it is iterated
     * @throws IllegalStateException if this client is closed
     */
    public SegmentListing list() {
        return list(ListOptions.defaults());
    }

    /**
     * Lists all segments.
     *
     * @param options page size, where to start, and the like
     * @return a listing, which sends nothing before it is iterated
     * @throws IllegalStateException if this client is closed
     */
    public SegmentListing list(ListOptions options) {
        fetcher.checkOpen();
        return new SegmentListing(fetcher, options, taskDecorator);
    }

    /**
     * Fetches a single page, for callers that iterate themselves or need the response headers. Retries and checks are
     * the same as in a listing.
     *
     * @param options page size, where to start, whether to count, and the deadline
     * @return the page, with its status and headers
     * @throws SegmentsException if the page cannot be fetched
     * @throws IllegalStateException if this client is closed
     */
    public SegmentPage page(ListOptions options) {
        Optional<Deadline> deadline = options.deadline().map(duration -> Deadline.ofListing(duration, fetcher.time()));
        return fetcher.fetch(options, PagePosition.alone(options), deadline);
    }

    /**
     * Counts the tenant's segments with one request. The vendor calls it expensive for a tenant with many pages.
     *
     * @return the server's total
     * @throws SegmentsException if the request fails, or the response has no total
     * @throws IllegalStateException if this client is closed
     */
    public long count() {
        ListOptions options = ListOptions.pageSize(1).withTotal();
        return page(options).total().orElseThrow(() -> {
            Problem problem =
                    Problem.of(Problem.Kind.PROTOCOL, "the server left out the total that with_total=true asks for");
            return SegmentsException.of(new Failure(problem, Attempts.ONE, PagePosition.alone(options), null));
        });
    }

    /**
     * Closes the client. Whatever asks it for more fails with an {@link IllegalStateException}: a listing, or a retry
     * that is under way. On Java 21 and later its connections are closed at once, and a request in flight fails; before
     * that they are closed when the client is garbage collected. An {@code HttpClient} that was passed in stays open.
     * Closing again has no effect.
     */
    @Override
    public void close() {
        fetcher.close();
        closeConnections.run();
    }

    /** Shows the tenant and the base URL; never a secret. */
    @Override
    public String toString() {
        return "SegmentsClient[tenant=" + tenant + ", baseUrl=" + baseUrl + "]";
    }
}
