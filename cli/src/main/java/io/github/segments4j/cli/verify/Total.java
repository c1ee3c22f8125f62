package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;
import java.util.OptionalLong;

/** The total against the rows of the listing. Segments may come and go meanwhile: then it is asked for again. */
final class Total implements Check {
    private final Context context;
    private final Listing listing;

    Total(Context context, Listing listing) {
        this.context = context;
        this.listing = listing;
    }

    @Override
    public String name() {
        return "total";
    }

    @Override
    public void run() throws Skipped, Unanswered, InterruptedException {
        context.first().page();
        if (context.first().total().isEmpty()) {
            throw new Skipped("there is no total");
        }
        if (!listing.isSound()) {
            throw new Skipped("the rows could not be counted");
        }
        long before = context.first().total().getAsLong();
        if (agrees(before)) {
            if (!listing.hasEnded()) {
                throw new Skipped("the listing has more pages than --max-pages allows");
            }
            return;
        }
        context.budget().take();
        Exchange exchange = context.wire().ask(context.smallCall().with("with_total", "true"));
        OptionalLong after = FirstPage.total(context.inspector().read(exchange));
        if (after.isPresent() && after.getAsLong() == before) {
            context.found(
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
