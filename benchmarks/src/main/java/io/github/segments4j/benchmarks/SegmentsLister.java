package io.github.segments4j.benchmarks;

import io.github.segments4j.ListOptions;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** This project's client. */
record SegmentsLister(SegmentsClient client, int readAhead) implements Lister.OfPages {
    /** Lets every request through at once, for tables that do not measure the limit. */
    private static final class Unlimited implements RateLimiter {
        @Override
        public long acquire(Duration atMost) {
            return 0;
        }

        @Override
        public void answered(long permit, Duration holdBack) {}
    }

    /** With the client's own limit and retries. */
    SegmentsLister(Target target) {
        this(builder(target));
    }

    SegmentsLister(SegmentsClientBuilder settings) {
        this(settings.build(), 0);
    }

    static SegmentsClientBuilder builder(Target target) {
        return SegmentsClient.builder()
                .baseUrl(target.baseUrl())
                .tenant(target.tenant())
                .accessToken(target.accessToken())
                .timeout(target.timeout());
    }

    static SegmentsClientBuilder unlimited(Target target) {
        return builder(target).rateLimiter(new Unlimited());
    }

    @Override
    public Lister.Page page(int pageSize, @Nullable String token) {
        ListOptions first = ListOptions.pageSize(pageSize);
        SegmentPage page = client.page(token == null ? first : first.withStartingAt(token));
        return new Lister.Page(page.data().size(), page.nextToken().orElse(null));
    }

    @Override
    public long list(int pageSize) {
        long rows = 0;
        for (var segment : client.list(ListOptions.pageSize(pageSize).withReadAhead(readAhead))) {
            rows += segment.id().isEmpty() ? 0 : 1;
        }
        return rows;
    }

    /** Lists to a CSV file, like the vendor's documented script. */
    long listToCsv(int pageSize) throws IOException {
        long rows = 0;
        Path file = Files.createTempFile("segments", ".csv");
        try (CSVPrinter csv = new CSVPrinter(Files.newBufferedWriter(file), CSVFormat.RFC4180)) {
            csv.printRecord("id", "name", "status");
            for (var segment : client.list(ListOptions.pageSize(pageSize))) {
                csv.printRecord(segment.id(), segment.name(), segment.status().orElse(null));
                rows++;
            }
        } finally {
            Files.delete(file);
        }
        return rows;
    }

    @Override
    public void close() {
        client.close();
    }
}
