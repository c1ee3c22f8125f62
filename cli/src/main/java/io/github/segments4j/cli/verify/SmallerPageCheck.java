package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.util.Set;

/**
 * Checks that limit counts beside a page token too, by asking for fewer rows than the page of the token had. The token has
 * led to a page before, as in a retry.
 */
record SmallerPageCheck(CheckContext context, PagingCheck listing) {
    private static final Set<Integer> REFUSED = Set.of(400, 404, 410);

    void run() throws NotChecked, InterruptedException {
        context.firstPage().page();
        listing.requireSound();
        String token = listing.firstPage()
                .flatMap(PagingCheck::token)
                .orElseThrow(() -> new NotChecked(SKIPPED, "there is no second page"));
        if (listing.limit() <= FirstPageCheck.LIMIT) {
            throw new NotChecked(SKIPPED, "the pages of the listing are as small as possible");
        }
        Exchange exchange = context.sendForPage(context.smallPage().withParameter("next_token", token));
        if (REFUSED.contains(exchange.status())) {
            inspectRefusal(exchange, token);
            return;
        }
        JsonNode page = context.pageOfToken(exchange, "the smaller page");
        listing.inspectPage(exchange, FirstPageCheck.LIMIT, page);
    }

    /** Finds out whether the limit or the token was refused. */
    private void inspectRefusal(Exchange exchange, String token) throws NotChecked, InterruptedException {
        Exchange again = context.sendForPage(listing.firstRequest().withParameter("next_token", token));
        if (REFUSED.contains(again.status())) {
            String contract = "a next_token can be sent again: a client does so when it retries or resumes";
            String actual = "status " + again.status() + " for a token that has led to a page before";
            context.found(BREAKS, "page-token-works-once", again, contract, actual);
            return;
        }
        String contract = "a limit beside next_token is allowed; whether it may differ from the first one is not said";
        context.found(INFORMATIONAL, "smaller-limit-refused", exchange, contract, "status " + exchange.status());
    }
}
