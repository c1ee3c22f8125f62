package io.github.segments4j.cli.verify;

import io.github.segments4j.cli.verify.report.Severity;

/**
 * What the checks share.
 *
 * @param template a request like the client's, without parameters
 * @param firstPage the answer to the client's request; without it, no other check is meaningful
 */
record CheckContext(
        RequestTemplate template,
        RetryingSender sender,
        FirstPageCheck firstPage,
        PageBudget budget,
        AnswerInspector inspector,
        Findings findings) {
    /** A request for a small page. */
    RequestTemplate smallPage() {
        return template.withParameter("limit", String.valueOf(FirstPageCheck.LIMIT));
    }

    /** Sends a request that should be answered with a page. */
    Exchange sendForPage(RequestTemplate request) throws NotChecked, InterruptedException {
        budget.take();
        return sender.send(request);
    }

    void found(Severity severity, String code, Exchange exchange, String contract, String actual) {
        findings.add(severity, code, exchange, contract, actual);
    }
}
