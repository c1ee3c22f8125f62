package io.github.segments4j.cli;

import io.github.segments4j.CloseableIterator;
import io.github.segments4j.InvalidPageTokenException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.cli.output.Checkpoint;
import io.github.segments4j.cli.output.CsvStyle;
import io.github.segments4j.cli.output.Format;
import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.output.Resumption;
import io.github.segments4j.cli.output.Rows;
import java.io.IOException;
import java.io.Writer;
import java.util.Optional;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** What list and export share: which segments to read, in which format to write them, and where. */
final class ListingOptions {
    static final String HOW_TO_RESUME = ": run the same command with --resume to continue";

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "table|csv|json|ndjson",
            description = "The format of the rows. Default: ${DEFAULT-VALUE}.")
    Format format;

    @Mixin
    final CsvOptions csv = new CsvOptions();

    @Mixin
    final OutputOption output = new OutputOption();

    @Mixin
    final PagingOptions paging = new PagingOptions();

    ListingOptions(Format defaultFormat) {
        format = defaultFormat;
    }

    /**
     * Reads all pages and writes them.
     *
     * @param resumption how a later command can resume this one, if it can, given the source of the rows and the flags
     *     that change them
     * @return the exit code
     */
    int run(Shell shell, Function<String, Optional<Resumption>> resumption) throws IOException {
        CsvStyle style = csv.style(format);
        return connection.connect(shell, client -> {
            try (Output to = output.open(shell, resumption.apply(ConnectionOptions.source(client) + csv))) {
                return write(client, to, style, shell);
            }
        });
    }

    private int write(SegmentsClient client, Output to, CsvStyle style, Shell shell) throws IOException {
        Progress progress = new Progress(shell, connection.quiet, output.file(), to.resumed());
        try (CloseableIterator<SegmentPage> pages =
                client.list(options(to.resumed())).pages().iterator()) {
            Writer writer = to.writer();
            boolean hasRows = to.resumed().filter(from -> from.bytes() > 0).isPresent();
            Rows rows = format.rows(writer, style, hasRows);
            while (pages.hasNext()) {
                SegmentPage page = pages.next();
                rows.write(page.data());
                writer.flush();
                to.pageWritten(page);
                progress.page(page.data().size(), page.total());
            }
            rows.end();
            writer.flush();
            to.complete();
            progress.done();
            return progress.missing()
                    .map(missing -> reportMissing(shell, missing))
                    .orElse(0);
        } catch (IOException | RuntimeException | Error e) {
            int code = new ErrorReporter(shell).report(e);
            to.kept().ifPresent(kept -> shell.say(kept + advice(e)));
            return code;
        }
    }

    private ListOptions options(Optional<Checkpoint> resumed) {
        ListOptions options = paging.options();
        return resumed.map(Checkpoint::nextToken).map(options::withStartingAt).orElse(options);
    }

    private static int reportMissing(Shell shell, String missing) {
        shell.say(missing + ": segments may have been deleted meanwhile; if not, run the command again");
        return ErrorReporter.ROWS_MISSING;
    }

    private static String advice(Throwable failure) {
        return failure instanceof InvalidPageTokenException
                ? ", but its page token may have expired: run the command without --resume to start over"
                : HOW_TO_RESUME;
    }
}
