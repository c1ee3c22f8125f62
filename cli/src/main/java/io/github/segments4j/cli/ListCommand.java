package io.github.segments4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code segments list}. */
@Command(
        name = "list",
        description = {
            "Lists every segment of the tenant. For programs, choose another --format or use export.",
            "The format is table unless --format says otherwise."
        },
        sortOptions = false)
final class ListCommand implements Callable<Integer> {
    private final Shell shell;

    @Mixin
    final ListingOptions listing = new ListingOptions();

    ListCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException {
        Format wanted = listing.format == null ? Format.TABLE : listing.format;
        listing.run(shell, wanted, (target, source) -> new Output.Replacement(target));
        return 0;
    }
}
