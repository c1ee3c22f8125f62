package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;

import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Compares the total with the rows of the listing. If they differ, the total is requested again, since segments may have
 * been added or deleted in between.
 */
record TotalCheck(CheckContext context, PagingCheck listing) {
    void run() throws NotChecked, InterruptedException {
        context.firstPage().page();
        long total = context.firstPage().total().orElseThrow(() -> new NotChecked(SKIPPED, "there is no total"));
        listing.requireSound();
        if (!agrees(total, total)) {
            requestAgain(total);
        } else if (!listing.hasEnded()) {
            throw new NotChecked(SKIPPED, "the listing has more pages than --max-pages allows");
        }
    }

    /** Whether the listing may have the rows that it has if the total has been between these two meanwhile. */
    private boolean agrees(long oneTotal, long otherTotal) {
        long least = Math.min(oneTotal, otherTotal);
        long most = Math.max(oneTotal, otherTotal);
        return listing.rows() <= most && (listing.rows() >= least || !listing.hasEnded());
    }

    private void requestAgain(long total) throws NotChecked, InterruptedException {
        Exchange exchange = context.sendForPage(context.smallPage().withParameter("with_total", "true"));
        OptionalLong after =
                FirstPageCheck.total(Optional.of(context.page(exchange, "the page with the second total")));
        if (after.isPresent() && !agrees(total, after.getAsLong())) {
            String rows = listing.rows() + (listing.hasEnded() ? " rows" : " rows or more");
            String again = after.getAsLong() == total ? "" : ", then " + after.getAsLong();
            String actual = "total is " + total + again + ", and the listing has " + rows;
            context.found(Severity.BREAKS, "total-disagrees", exchange, "total is the number of all segments", actual);
        }
    }
}
