package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Format;
import io.github.segments4j.cli.output.Resumption;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code segments export}. */
@Command(
        name = "export",
        description = "Exports every segment of the tenant, in the order of the server.",
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ListingOptions listing = new ListingOptions(Format.CSV);

    @Option(
            names = "--resume",
            description = "Continue an export to the same FILE that failed or was interrupted, from its"
                    + " FILE.segments-part and FILE.segments-checkpoint. Without these files, start at the first page.")
    boolean resume;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Optional<String> obstacle = obstacleToResuming();
        if (resume && obstacle.isPresent()) {
            throw new IllegalArgumentException(obstacle.get());
        }
        return listing.run(shell, source -> obstacle.isPresent() ? Optional.empty() : Optional.of(resumption(source)));
    }

    private Optional<String> obstacleToResuming() {
        if (listing.output.file().isEmpty()) {
            return Optional.of("--resume needs --output FILE: an export to stdout can't be resumed");
        }
        if (listing.format == Format.TABLE) {
            return Optional.of("--resume needs --format csv, json or ndjson: a table can't be resumed, since its first"
                    + " page sets the widths of its columns");
        }
        if (listing.connection.sandbox) {
            return Optional.of(
                    "--resume can't be used with --sandbox: the embedded sandbox and its page tokens end with the command");
        }
        return Optional.empty();
    }

    private Resumption resumption(String source) {
        return new Resumption(listing.format, source, resume, kept -> shell.say(kept + ListingOptions.HOW_TO_RESUME));
    }
}
