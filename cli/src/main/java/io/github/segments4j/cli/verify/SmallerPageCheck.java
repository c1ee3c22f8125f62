package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;

/** Checks that limit counts beside a page token too, by asking for fewer rows than the page of the token had. */
record SmallerPageCheck(CheckContext context, PagingCheck listing, RepeatCheck repeat) {
    void run() throws NotChecked, InterruptedException {
        context.firstPage().page();
        listing.requireSound();
        String token = repeat.token().orElseThrow(() -> new NotChecked(SKIPPED, "there is no second page"));
        if (listing.limit() <= FirstPageCheck.LIMIT) {
            throw new NotChecked(SKIPPED, "the pages of the listing are as small as possible");
        }
        Exchange exchange = context.sendForPage(context.smallPage().withParameter("next_token", token));
        if (exchange.status() == 400) {
            String contract =
                    "a limit beside next_token is allowed; whether it may differ from the first one is not said";
            context.found(INFORMATIONAL, "smaller-limit-refused", exchange, contract, "status 400");
            return;
        }
        JsonNode page = context.pageOfToken(exchange, "the smaller page");
        listing.inspectPage(exchange, FirstPageCheck.LIMIT, page);
    }
}
