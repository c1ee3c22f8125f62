package io.github.segments4j.cli;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code segments export}. */
@Command(
        name = "export",
        description = {
            "Exports every segment of the tenant, in the server's order: id, name and status.",
            "The format is csv unless --format says otherwise."
        },
        sortOptions = false)
final class ExportCommand implements Callable<Integer> {
    private final Shell shell;

    @Spec
    CommandSpec spec = CommandSpec.create();

    @Mixin
    final ListingOptions listing = new ListingOptions();

    @Option(
            names = "--resume",
            description =
                    "Go on with what an export to the same FILE has left when it failed or was ended, in FILE.segments-part and"
                            + " FILE.segments-checkpoint; start at the first page if there is nothing left.")
    boolean resume;

    ExportCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Format wanted = listing.format == null ? Format.CSV : listing.format;
        // What can't be gone on with is not kept.
        Optional<String> obstacle = obstacle(wanted);
        if (resume && obstacle.isPresent()) {
            throw new ParameterException(spec.commandLine(), obstacle.get());
        }
        listing.run(
                shell,
                wanted,
                obstacle.isPresent()
                        ? (target, source) -> new Output.Replacement(target)
                        : (target, source) ->
                                new PartialFile(target, new Checkpoint(wanted, source), resume, this::sayLast));
        return 0;
    }

    /** Why an export of this kind can't be gone on with. */
    private Optional<String> obstacle(Format wanted) {
        if (listing.file().isEmpty()) {
            return Optional.of("--resume needs --output FILE: what went to stdout can't be gone on with");
        }
        if (wanted == Format.TABLE) {
            return Optional.of(
                    "--resume needs --format csv, json or ndjson: the columns of a table are as wide as its first page");
        }
        return listing.connection.sandbox
                ? Optional.of("--resume can't be used with --sandbox: it ends with the command, and its tokens with it")
                : Optional.empty();
    }

    /** Where a bar may still stand on the terminal. */
    private void sayLast(String message) {
        shell.err().println((shell.terminal() ? "\r\u001b[K" : "") + "segments: " + message);
    }
}
