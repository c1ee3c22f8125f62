package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.UNANSWERED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;

import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Severity;

/** Checks that a variant of the first request is answered like that request, with a page. */
record AcceptanceCheck(String name, RequestSource source, Severity ifRefused, String contract, CheckContext context) {
    void run() throws NotChecked, InterruptedException {
        Exchange exchange = context.sendForPage(source.request());
        if (exchange.status() == 200) {
            context.inspector().inspect(exchange);
            return;
        }
        String actual = "status " + exchange.status();
        if (exchange.status() >= 500 && !exchange.isNotImplemented()) {
            throw new NotChecked(UNANSWERED, "the server failed with " + actual);
        }
        context.inspector().inspectHeaders(exchange);
        if (exchange.isSuccess()) {
            context.findings().addStatus(BREAKS, "wrong-status", exchange, "status 200");
        } else {
            context.found(ifRefused, name + "-refused", exchange, contract, actual);
        }
    }
}
