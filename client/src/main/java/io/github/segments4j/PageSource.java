package io.github.segments4j;

import feign.TypedResponse;
import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.generated.api.SegmentsApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.*;
import java.util.function.Consumer;

/** Gets one page through the generated interface, with retries, and turns it into a {@link SegmentPage}. */
final class PageSource {
    private static final String API_VERSION = "2024-04-01";

    private final SegmentsApi api;
    private final String tenant;
    private final RetryLoop retries;
    private final Consumer<SegmentsEvent> events;
    private volatile boolean closed;

    PageSource(SegmentsApi api, String tenant, RetryLoop retries, Consumer<SegmentsEvent> events) {
        this.api = api;
        this.tenant = tenant;
        this.retries = retries;
        this.events = events;
    }

    void close() {
        closed = true;
    }

    /** Itself, for who is about to use it. */
    PageSource open() {
        if (closed) {
            throw new IllegalStateException("This client is closed");
        }
        return this;
    }

    PageResponse page(ListOptions options) {
        TypedResponse<ListSegmentsResponse> answer = retries.call(deadline -> open().attempt(options, deadline));
        announceRetirement(answer.headers());
        ListSegmentsResponse body = answer.body();
        Optional<String> next = Optional.ofNullable(body.nextToken()).filter(token -> !token.isEmpty());
        events.accept(new SegmentsEvent.Page(body.data().size(), next.isEmpty()));
        // The vendor's own example has a total that nobody asked for, and that is wrong.
        OptionalLong total =
                options.total() && body.total() != null ? OptionalLong.of(body.total()) : OptionalLong.empty();
        return new PageResponse(
                new SegmentPage(body.data(), options.startingAt(), next, total), answer.status(), answer.headers());
    }

    private TypedResponse<ListSegmentsResponse> attempt(ListOptions options, Deadline deadline) {
        return api.listSegments(
                tenant,
                API_VERSION,
                null,
                options.pageSize().isPresent() ? options.pageSize().getAsInt() : null,
                options.startingAt().map(PageSource::encoded).orElse(null),
                options.total() ? true : null,
                deadline);
    }

    /**
     * Feign leaves alone what looks encoded, so that a token with %2B in it would arrive as a plus sign;
     * and it encodes twice what is encoded but for an asterisk.
     */
    private static String encoded(String token) {
        return URLEncoder.encode(token, StandardCharsets.UTF_8)
                .replace("+", "%20")
                .replace("*", "%2A");
    }

    private void announceRetirement(Map<String, Collection<String>> headers) {
        if (headers.containsKey("deprecation") || headers.containsKey("sunset")) {
            events.accept(new SegmentsEvent.Deprecation(
                    HttpDate.parse(headers, "deprecation"), HttpDate.parse(headers, "sunset")));
        }
    }
}
