package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.UNANSWERED;

import io.github.segments4j.cli.verify.report.Severity;

/** Checks that a variant of the first request is answered like that request, with a page. */
record AcceptanceCheck(
        String name, RequestTemplate request, Severity ifRefused, String contract, CheckContext context) {
    void run() throws NotChecked, InterruptedException {
        context.firstPage().page();
        Exchange exchange = context.sendForPage(request);
        String actual = "status " + exchange.status();
        if (exchange.status() == 200) {
            context.inspector().inspect(exchange);
        } else if (exchange.status() >= 500) {
            throw new NotChecked(UNANSWERED, "the server failed with " + actual);
        } else {
            context.inspector().inspectHeaders(exchange);
            context.found(ifRefused, name + "-refused", exchange, contract, actual);
        }
    }
}
