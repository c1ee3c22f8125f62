package io.github.segments4j.cli;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.Walk;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
      description =
          "Where to write them; - or nothing is stdout. A file is written beside and renamed when it is"
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
      description =
          "How many pages to fetch while the one before is written, up to 1000; each takes its memory."
              + " Default: ${DEFAULT-VALUE}.")
  int readAhead;

  @Option(
      names = "--with-total",
      description =
          "Ask once how many there are, for the progress bar. Can be slow on a large tenant.")
  boolean withTotal;

  void run(Shell shell, Format otherwise) throws IOException {
    ListOptions options = ListOptions.readAhead(readAhead);
    ListOptions sized = pageSize == null ? options : options.withPageSize(pageSize);
    ListOptions counted = withTotal ? sized.withTotal() : sized;
    Format wanted = format == null ? otherwise : format;
    Path file = output == null || output.toString().equals("-") ? null : output;
    try (Output to = file == null ? Output.to(shell.out()) : Output.to(file)) {
      String where = file == null ? "" : ", written to " + file;
      connection.connect(client -> write(client, counted, wanted, to, shell, where));
    }
  }

  private void write(
      SegmentsClient client,
      ListOptions options,
      Format wanted,
      Output to,
      Shell shell,
      String where)
      throws IOException {
    boolean talk = !connection.quiet;
    Progress progress = new Progress(shell.err(), talk && shell.terminal(), talk);
    try (Walk<SegmentPage> pages = client.list(options).pages().iterator()) {
      Writer writer =
          new BufferedWriter(new OutputStreamWriter(to.stream(), StandardCharsets.UTF_8));
      Rows rows = wanted.rows(writer);
      while (pages.hasNext()) {
        SegmentPage page = pages.next();
        rows.write(page.data());
        writer.flush();
        progress.page(page.data().size(), page.total());
      }
      rows.end();
      writer.flush();
      to.complete();
      progress.done(where);
    } finally {
      progress.wipe();
    }
  }
}
