package io.github.segments4j.cli;

import io.github.segments4j.ListOptions;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How the pages of a listing are fetched. */
final class PagingOptions {
    @Option(
            names = "--page-size",
            paramLabel = "N",
            converter = WholeNumber.Positive.class,
            description = "The most segments in one page, 1 or more. By default, the server decides.")
    @Nullable
    Integer pageSize;

    @Option(
            names = "--read-ahead",
            paramLabel = "N",
            defaultValue = "0",
            converter = WholeNumber.ReadAhead.class,
            description = "How many pages to fetch while earlier ones are written, up to 1000; each is held in memory."
                    + " Default: ${DEFAULT-VALUE}.")
    int readAhead;

    @Option(
            names = "--listing-deadline",
            paramLabel = "TIME",
            converter = DurationConverter.class,
            description = "The longest time for all pages together. By default, there is no limit.")
    @Nullable
    Duration listingDeadline;

    @Option(
            names = "--max-empty-pages",
            paramLabel = "N",
            defaultValue = "100",
            converter = WholeNumber.NotNegative.class,
            description = "How many pages in a row may have no rows; more are an error, since the listing might never"
                    + " end. Default: ${DEFAULT-VALUE}.")
    int maxEmptyPages;

    @Option(
            names = "--with-total",
            description =
                    "Request the number of segments once, for the progress bar, and exit with 7 if there are fewer"
                            + " rows. Can be slow for a large tenant.")
    boolean withTotal;

    ListOptions options() {
        ListOptions options = ListOptions.defaults().withReadAhead(readAhead).withMaxEmptyPages(maxEmptyPages);
        if (pageSize != null) {
            options = options.withPageSize(pageSize);
        }
        if (listingDeadline != null) {
            options = options.withDeadline(listingDeadline);
        }
        return withTotal ? options.withTotal() : options;
    }
}
