package io.github.segments4j;

import io.github.segments4j.generated.ListSegmentsResponse;
import io.github.segments4j.generated.SegmentsApi;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Requests pages of a tenant's segments. */
record SegmentsEndpoint(
        SegmentsApi api, String tenant, String apiVersion, UnaryOperator<Supplier<SegmentPage>> pageDecorator) {
    private static final @Nullable String VERSION_IN_QUERY = null; // It is in the header.

    Endpoint<ListSegmentsResponse, SegmentPage> with(ListOptions options) {
        return new Endpoint<>(
                (position, deadline) -> api.listSegments(
                        tenant,
                        apiVersion,
                        VERSION_IN_QUERY,
                        options.limit(),
                        position.encodedToken(),
                        isCounted(options, position) ? true : null,
                        FeignApi.options(deadline)),
                (position, response) -> new SegmentPage(response, position, isCounted(options, position)),
                pageDecorator);
    }

    private static boolean isCounted(ListOptions options, PagePosition position) {
        return options.total && position.isFirst();
    }
}
