package io.github.segments4j.cli.verify;

/**
 * What the checks share.
 *
 * @param call like the client's, without a query
 * @param first what came for the client's, without which nothing else means anything
 * @param budget how many pages may still be asked for
 */
record Context(Call call, Wire wire, FirstPage first, PageBudget budget, Inspector inspector, Findings findings) {
    /** Answered with a small page. */
    Call smallCall() {
        return call.with("limit", String.valueOf(FirstPage.LIMIT));
    }

    void found(Severity severity, String code, Exchange exchange, String contract, String came) {
        findings.add(severity, code, exchange, contract, came);
    }
}
