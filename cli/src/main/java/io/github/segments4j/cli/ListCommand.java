package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Format;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code segments list}. */
@Command(
        name = "list",
        description =
                "Lists every segment of the tenant, as a table for people. For programs, use export or another --format.",
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ListingOptions listing = new ListingOptions(Format.TABLE);

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        return listing.run(shell, source -> Optional.empty());
    }
}
