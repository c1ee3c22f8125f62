package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;
import java.util.OptionalLong;

/** The total against the rows of the listing. Segments may come and go meanwhile: then it is asked for again. */
final class Total implements Check {
  private final Call call;
  private final Wire wire;
  private final FirstPage first;
  private final Listing listing;
  private final PageBudget budget;
  private final Inspector inspector;
  private final Findings findings;

  Total(
      Call call,
      Wire wire,
      FirstPage first,
      Listing listing,
      PageBudget budget,
      Inspector inspector,
      Findings findings) {
    this.call = call;
    this.wire = wire;
    this.first = first;
    this.listing = listing;
    this.budget = budget;
    this.inspector = inspector;
    this.findings = findings;
  }

  @Override
  public String name() {
    return "total";
  }

  @Override
  public void run() throws Skipped, Unanswered, InterruptedException {
    first.page();
    if (first.total().isEmpty()) {
      throw new Skipped("there is no total");
    }
    if (!listing.isSound()) {
      throw new Skipped("the rows could not be counted");
    }
    long before = first.total().getAsLong();
    if (agrees(before)) {
      if (!listing.hasEnded()) {
        throw new Skipped("the listing has more pages than --max-pages allows");
      }
      return;
    }
    budget.take();
    Exchange exchange =
        wire.ask(call.with("limit", String.valueOf(FirstPage.LIMIT)).with("with_total", "true"));
    OptionalLong after = FirstPage.total(inspector.read(exchange));
    if (after.isPresent() && after.getAsLong() == before) {
      findings.add(
          Severity.BREAKS,
          "total-disagrees",
          exchange,
          "total is the number of all segments",
          "total is " + before + ", and the listing has " + listing.rows()
              + (listing.hasEnded() ? " rows" : " rows or more"));
    }
  }

  private boolean agrees(long total) {
    return listing.hasEnded() ? total == listing.rows() : total >= listing.rows();
  }
}
