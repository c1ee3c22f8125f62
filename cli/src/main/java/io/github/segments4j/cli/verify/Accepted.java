package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;

/** A request in other words, which is answered like the first one. */
record Accepted(
    String name,
    Call call,
    Severity severity,
    String contract,
    Wire wire,
    FirstPage first,
    PageBudget budget,
    Inspector inspector,
    Findings findings)
    implements Check {
  @Override
  public void run() throws Skipped, Unanswered, InterruptedException {
    first.page();
    budget.take();
    Exchange exchange = wire.ask(call);
    if (exchange.status() == 200) {
      inspector.read(exchange);
    } else if (exchange.status() >= 500) {
      throw new Unanswered("the server failed with status " + exchange.status(), false);
    } else {
      inspector.headers(exchange);
      findings.add(severity, name + "-refused", exchange, contract, "status " + exchange.status());
    }
  }
}
