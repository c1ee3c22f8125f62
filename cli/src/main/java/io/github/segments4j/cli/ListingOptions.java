package io.github.segments4j.cli;

import io.github.segments4j.CloseableIterator;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What list and export have in common: which rows, in which format, to where. */
final class ListingOptions {
    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "table|csv|json|ndjson",
            description = "How to write the rows.")
    @Nullable
    Format format;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write them; - or nothing is stdout. A file is written beside and renamed when it is"
                    + " complete: nobody reads half of it, and a failure leaves the earlier one as it was.")
    @Nullable
    Path output;

    @Option(
            names = "--page-size",
            paramLabel = "N",
            converter = WholeNumber.PageSize.class,
            description = "The most segments in one request, 1 or more; otherwise the server decides.")
    @Nullable
    Integer pageSize;

    @Option(
            names = "--read-ahead",
            paramLabel = "N",
            defaultValue = "0",
            converter = WholeNumber.ReadAhead.class,
            description = "How many pages to fetch while the one before is written, up to 1000; each takes its memory."
                    + " Default: ${DEFAULT-VALUE}.")
    int readAhead;

    @Option(
            names = "--with-total",
            description = "Ask once how many there are, for the progress bar. Can be slow on a large tenant.")
    boolean withTotal;

    /** How to write a file beside the one that is wanted, where the rows come from the source. */
    interface Opener {
        Output open(Path target, String source) throws IOException;
    }

    /** Not stdout. */
    Optional<Path> file() {
        return Optional.ofNullable(output).filter(file -> !file.toString().equals("-"));
    }

    void run(Shell shell, Format wanted, Opener opener) throws IOException {
        connection.connect(client -> {
            try (Output to = file().isEmpty()
                    ? Output.to(shell.out())
                    : Output.to(file().get(), target -> opener.open(target, ConnectionOptions.source(client)))) {
                write(client, wanted, to, shell);
            }
        });
    }

    private void write(SegmentsClient client, Format wanted, Output to, Shell shell) throws IOException {
        boolean talk = !connection.quiet;
        Progress progress = new Progress(shell.err(), talk && shell.terminal(), talk);
        to.resumed().ifPresent(progress::resumed);
        ListOptions options = to.resumed()
                .map(from -> options().withStartingAt(from.nextToken()))
                .orElse(options());
        try (CloseableIterator<SegmentPage> pages = client.list(options).pages().iterator()) {
            Writer writer = new BufferedWriter(new OutputStreamWriter(to.stream(), StandardCharsets.UTF_8));
            boolean begun = to.resumed().filter(from -> from.bytes() > 0).isPresent();
            Rows rows = wanted.rows(writer, begun);
            while (pages.hasNext()) {
                SegmentPage page = pages.next();
                rows.write(page.data());
                writer.flush();
                to.reached(page);
                progress.page(page.data().size(), page.total());
            }
            rows.end();
            writer.flush();
            to.complete();
            progress.done(file().map(file -> ", written to " + file).orElse(""));
        } catch (IOException | RuntimeException e) {
            to.left(e).ifPresent(left -> e.addSuppressed(new Kept(left)));
            throw e;
        } finally {
            progress.wipe();
        }
    }

    private ListOptions options() {
        ListOptions options = ListOptions.readAhead(readAhead);
        ListOptions sized = pageSize == null ? options : options.withPageSize(pageSize);
        return withTotal ? sized.withTotal() : sized;
    }
}
