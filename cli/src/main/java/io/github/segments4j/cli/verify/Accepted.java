package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;

/** A request in other words, which is answered like the first one. */
record Accepted(String name, Call call, Severity severity, String contract, Context context) implements Check {
    @Override
    public void run() throws Skipped, Unanswered, InterruptedException {
        context.first().page();
        context.budget().take();
        Exchange exchange = context.wire().ask(call);
        if (exchange.status() == 200) {
            context.inspector().read(exchange);
        } else if (exchange.status() >= 500) {
            throw new Unanswered("the server failed with status " + exchange.status(), false);
        } else {
            context.inspector().headers(exchange);
            context.found(severity, name + "-refused", exchange, contract, "status " + exchange.status());
        }
    }
}
