package io.github.segments4j;

import feign.TypedResponse;
import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.model.Segment;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** One page of a listing, with the response that it came in. Immutable. */
public final class SegmentPage implements Page<Segment> {
    private final List<Segment> data;
    private final @Nullable String token;
    private final Optional<String> nextToken;
    private final OptionalLong total;
    private final int status;
    private final Map<String, List<String>> headers;

    /**
     * Takes what callers need from a response.
     *
     * @param withTotal whether a total was requested. Another one is ignored: the one in the vendor's example is wrong
     */
    SegmentPage(TypedResponse<ListSegmentsResponse> response, PagePosition position, boolean withTotal) {
        ListSegmentsResponse body = response.body();
        data = body.data();
        token = position.token();
        nextToken = Page.token(body.nextToken());
        total = withTotal && body.total().isPresent()
                ? OptionalLong.of(body.total().get())
                : OptionalLong.empty();
        status = response.status();
        headers = new ResponseHeaders(response.headers()).toMap(UnaryOperator.identity());
    }

    /** {@return the segments of this page, in the server's order; a page before the last may be empty} */
    @Override
    public List<Segment> data() {
        return data;
    }

    /** {@return the token that leads to this page; empty for the tenant's first page} */
    public Optional<String> pageToken() {
        return Optional.ofNullable(token);
    }

    /** {@return the token of the page after this one, to resume from; empty on the last page} */
    @Override
    public Optional<String> nextToken() {
        return nextToken;
    }

    /**
     * How many segments the tenant has.
     *
     * @return empty unless this is the first page of the pass, and {@link ListOptions#withTotal()} asked for it
     */
    public OptionalLong total() {
        return total;
    }

    /** {@return the HTTP status: 200, since any other status is an exception} */
    public int status() {
        return status;
    }

    /**
     * The headers of the response, as the server sent them: if it echoes a secret, that is not masked.
     *
     * @return an unmodifiable map that finds names in upper and lower case
     */
    public Map<String, List<String>> headers() {
        return headers;
    }

    /** Shows neither rows nor headers: there may be many, and a server may echo a secret. */
    @Override
    public String toString() {
        return "SegmentPage[rows=" + data.size() + ", status=" + status + "]";
    }
}
