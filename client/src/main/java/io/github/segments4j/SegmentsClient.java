package io.github.segments4j;

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
 * <p>Make one client and keep it. It is safe for use by many threads, which share its rate limit, the
 * vendor's 10 requests a second. Transient errors are retried; a request that fails for good throws a {@link SegmentsException}.
 */
public final class SegmentsClient implements AutoCloseable {
    private final String tenant;
    private final String baseUrl;
    final PageFetcher fetcher;
    private final SegmentsEndpoint segments;
    private final HttpTransport transport;

    SegmentsClient(
            String tenant, String baseUrl, PageFetcher fetcher, SegmentsEndpoint segments, HttpTransport transport) {
        this.tenant = tenant;
        this.baseUrl = baseUrl;
        this.fetcher = fetcher;
        this.segments = segments;
        this.transport = transport;
    }

    /** {@return a builder; tenant, credentials and base URL that are not set come from the environment} */
    public static SegmentsClientBuilder builder() {
        return new SegmentsClientBuilder(System::getenv, Time.SYSTEM);
    }

    /**
     * {@return a listing of all segments, with the default options; it sends nothing before it is iterated}
     *
     * @throws IllegalStateException if this client is closed
     */
    public SegmentListing list() {
        return list(ListOptions.defaults());
    }

    /**
     * {@return a listing of all segments, which sends nothing before it is iterated}
     *
     * @param options page size, where to start, and the like
     * @throws IllegalStateException if this client is closed
     */
    public SegmentListing list(ListOptions options) {
        transport.checkOpen();
        return new SegmentListing(new Listing<>(fetcher, segments.with(options), options));
    }

    /**
     * Fetches a single page, for callers that iterate themselves or need the response headers. It is retried and checked
     * like a page of a listing, but repeated tokens and endless empty pages are not detected.
     *
     * @param options page size, where to start, whether to count, and the deadline
     * @return the page, with its status and headers
     * @throws SegmentsException if the page cannot be fetched
     * @throws IllegalStateException if this client is closed
     */
    public SegmentPage page(ListOptions options) {
        return fetcher.fetch(segments.with(options), PagePosition.alone(options), fetcher.listingDeadline(options));
    }

    /**
     * {@return how many segments the tenant has} It takes one request, which is expensive for many pages (vendor).
     *
     * @throws SegmentsException if the request fails, or the response has no total
     * @throws IllegalStateException if this client is closed
     */
    public long count() {
        ListOptions options = ListOptions.pageSize(1).withTotal();
        return page(options).total().orElseThrow(() -> {
            Problem problem =
                    Problem.of(Problem.Kind.PROTOCOL, "the server left out the total that with_total=true asks for");
            return SegmentsException.of(new AttemptFailure(problem), RetrySummary.NONE, PagePosition.alone(options));
        });
    }

    /**
     * Closes the client. Later requests fail with an {@link IllegalStateException}. So does a request that is waiting, for
     * the rate limiter or to be retried, when its wait ends. On Java 21 and later the client's connections are closed at
     * once; before that, a request in flight completes, and the connections are closed when the client is garbage
     * collected. An {@code HttpClient} that was passed in stays open. Closing again has no effect.
     */
    @Override
    public void close() {
        transport.close();
    }

    /** Shows the tenant and the base URL; never a secret. */
    @Override
    public String toString() {
        return "SegmentsClient[tenant=" + tenant + ", baseUrl=" + baseUrl + "]";
    }
}
