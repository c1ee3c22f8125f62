package io.github.segments4j.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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

  @Mixin
  final ListingOptions listing = new ListingOptions();

  ExportCommand(Shell shell) {
    this.shell = shell;
  }

  @Override
  public Integer call() throws IOException {
    listing.run(shell, Format.CSV);
    return 0;
  }
}
