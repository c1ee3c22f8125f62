package io.github.segments4j.cli;

import io.github.segments4j.SegmentChanges;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.cli.diff.ChangeCount;
import io.github.segments4j.cli.diff.ChangeFormat;
import io.github.segments4j.cli.diff.ComparedFields;
import io.github.segments4j.cli.diff.ExportFile;
import io.github.segments4j.cli.output.Output;
import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code segments diff}. */
@Command(
        name = "diff",
        description = {
            "Reports which segments were added, removed or changed since an export: from the file OLD to the file NEW, or to"
                    + " the tenant.",
            "The files may be CSV, JSON or NDJSON as export writes them, each in its own format and order, and compressed"
                    + " with gzip. If one is CSV, only its columns are compared. A field that is null or empty in CSV is"
                    + " the same as one that is absent.",
            "Two exports of 1,000,000 segments with few changes fit into a heap of 256 MB."
        },
        sortOptions = false)
final class DiffCommand implements Callable<Integer> {
    /** Our choice: what fits into a message. */
    private static final int MAX_NAMED = 5;

    private static final int DIFFERENT = 1;
    private static final String UNSTABLE =
            ": segments may have changed while they were listed, so that some changes are wrong; list them again";

    private final Shell shell;

    @Parameters(index = "0", paramLabel = "OLD", description = "The earlier export; - is stdin.")
    Path oldFile = Path.of("");

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "NEW",
            description = "The later export; - is stdin. Without it, the segments of the tenant are listed.")
    @Nullable
    Path newFile;

    @Mixin
    final ConnectionOptions connection = new ConnectionOptions();

    @Option(
            names = {"-f", "--format"},
            paramLabel = "text|json|csv",
            defaultValue = "text",
            description = "The format of the changes: a line for each segment (text), an object with the lists added,"
                    + " removed and changed (json), or a row for each field (csv). Default: ${DEFAULT-VALUE}.")
    ChangeFormat format = ChangeFormat.TEXT;

    @Mixin
    final OutputOption output = new OutputOption();

    @Option(
            names = "--exit-code",
            description = "Exit with 1 if there are changes and with 0 if there are none. An unexpected error or a file"
                    + " error exits with 2 instead of 1.")
    boolean exitCode;

    @Option(
            names = "--escape-formulas",
            description =
                    "Compare the values as export --escape-formulas writes them, for a CSV file that it has written.")
    boolean escapeFormulas;

    @Mixin
    final PagingOptions paging = new PagingOptions();

    DiffCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() {
        try {
            return compare();
        } catch (IOException | RuntimeException | Error e) {
            int code = new ErrorReporter(shell).report(e);
            return exitCode && code == ErrorReporter.UNEXPECTED ? ErrorReporter.USAGE : code;
        }
    }

    private int compare() throws IOException {
        requireOtherOutput();
        try (ExportFile before = new ExportFile(oldFile)) {
            if (newFile == null) {
                return connection.connect(shell, client -> compareWithTenant(before, client));
            }
            connection.requireNoServer("NEW");
            try (ExportFile after = new ExportFile(newFile)) {
                return compare(before, after, after.columns(), after.toString(), () -> warnOfOpenEnd(after));
            }
        }
    }

    private void requireOtherOutput() throws IOException {
        Path written = output.file().filter(Files::exists).orElse(null);
        for (Path file : newFile == null ? List.of(oldFile) : List.of(oldFile, newFile)) {
            if (written != null && Files.exists(file) && Files.isSameFile(file, written)) {
                throw new IllegalArgumentException("--output would replace " + file + ": write to another file");
            }
        }
    }

    private int compareWithTenant(ExportFile before, SegmentsClient client) throws IOException {
        Progress progress = Progress.ofReading(shell, connection.quiet);
        int code = compare(
                before,
                new ObservedListing(client.list(paging.options()), progress),
                Optional.empty(),
                ConnectionOptions.source(client),
                progress::done);
        progress.disagreement().ifPresent(numbers -> shell.say(numbers + UNSTABLE));
        return progress.missing().isPresent() ? ErrorReporter.ROWS_MISSING : code;
    }

    private int compare(
            ExportFile before, Iterable<Segment> after, Optional<List<String>> columns, String source, Runnable onRead)
            throws IOException {
        ComparedFields fields = ComparedFields.of(before.columns(), columns, escapeFormulas);
        try (Output to = output.open(shell, Optional.empty())) {
            SegmentChanges changes =
                    SegmentChanges.between(fields.of(before, before.columns()), fields.of(after, columns));
            onRead.run();
            warnOfOpenEnd(before);
            warnOfRepeated(changes.repeatedBefore().toList(), before.toString());
            warnOfRepeated(changes.repeatedAfter().toList(), source);
            ChangeCount count = format.write(changes, to.writer());
            to.complete();
            if (!connection.quiet) {
                tell(count, fields.leftOut());
            }
            return exitCode && !count.isEmpty() ? DIFFERENT : 0;
        }
    }

    private void warnOfRepeated(List<String> ids, String source) {
        if (!ids.isEmpty()) {
            String more = ids.size() > MAX_NAMED ? " and " + (ids.size() - MAX_NAMED) + " more" : "";
            shell.say(source + " has more than one row for " + (ids.size() == 1 ? "the id " : "the ids ")
                    + String.join(", ", ids.subList(0, Math.min(ids.size(), MAX_NAMED))) + more
                    + ", of which the last one is compared" + UNSTABLE);
        }
    }

    private void warnOfOpenEnd(ExportFile file) {
        if (file.hasOpenEnd()) {
            shell.say(file
                    + " has no line end after its last row, so it may have been cut short: if it was, export it again");
        }
    }

    private void tell(ChangeCount count, Set<String> leftOut) {
        if (!leftOut.isEmpty()) {
            shell.tell("not compared, since only one side can have " + (leftOut.size() == 1 ? "it: " : "them: ")
                    + String.join(", ", leftOut));
        }
        shell.tell(count.toString());
    }
}
