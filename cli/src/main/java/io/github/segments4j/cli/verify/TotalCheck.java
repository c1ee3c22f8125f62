package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;

import io.github.segments4j.cli.verify.report.Severity;
import java.util.OptionalLong;

/**
 * Compares the total with the rows of the listing. If they differ, the total is requested again, since segments may have
 * been added or deleted in between.
 */
record TotalCheck(CheckContext context, PagingCheck listing) {
    void run() throws NotChecked, InterruptedException {
        context.firstPage().page();
        long total = context.firstPage().total().orElseThrow(() -> new NotChecked(SKIPPED, "there is no total"));
        if (!listing.isSound()) {
            throw new NotChecked(SKIPPED, "the rows could not be counted");
        }
        if (!agrees(total)) {
            requestAgain(total);
        } else if (!listing.hasEnded()) {
            throw new NotChecked(SKIPPED, "the listing has more pages than --max-pages allows");
        }
    }

    private boolean agrees(long total) {
        return listing.hasEnded() ? total == listing.rows() : total >= listing.rows();
    }

    private void requestAgain(long total) throws NotChecked, InterruptedException {
        Exchange exchange = context.sendForPage(context.smallPage().withParameter("with_total", "true"));
        OptionalLong after = FirstPageCheck.total(context.inspector().inspect(exchange));
        if (after.isPresent() && after.getAsLong() == total) {
            String rows = listing.rows() + (listing.hasEnded() ? " rows" : " rows or more");
            String actual = "total is " + total + ", and the listing has " + rows;
            context.found(Severity.BREAKS, "total-disagrees", exchange, "total is the number of all segments", actual);
        }
    }
}
