package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** Ours. */
class SegmentsLister implements Lister {
    final SegmentsClient client;
    private final int readAhead;

    SegmentsLister(SegmentsClientBuilder set, int readAhead) {
        this.readAhead = readAhead;
        client = set.build();
    }

    static SegmentsClientBuilder builder(Target target) {
        return SegmentsClient.builder()
                .baseUrl(target.baseUrl())
                .tenant(target.tenant())
                .accessToken(target.accessToken())
                .timeout(target.timeout())
                .attempts(1)
                .rateLimiter(new Unlimited());
    }

    @Override
    public Page page(int pageSize, @Nullable String token) {
        ListOptions first = ListOptions.pageSize(pageSize);
        SegmentPage page = client.page(token == null ? first : first.withStartingAt(token));
        return new Page(page.data().size(), page.nextToken().orElse(null));
    }

    @Override
    public long list(int pageSize) throws IOException {
        long rows = 0;
        for (Segment segment : client.list(ListOptions.pageSize(pageSize).withReadAhead(readAhead))) {
            rows += segment.id().isEmpty() ? 0 : 1;
        }
        return rows;
    }

    @Override
    public void close() {
        client.close();
    }
}
