package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Obstacle.Kind.UNANSWERED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.http.RetryingSender;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Severity;
import java.util.Optional;

/**
 * What the checks share.
 *
 * @param client a request like the client's, without parameters; empty if the client sent none
 * @param firstPage the answer to the client's request; without it, no other check is meaningful
 */
record CheckContext(
        Optional<RequestTemplate> client,
        RetryingSender sender,
        FirstPageCheck firstPage,
        PageBudget budget,
        AnswerInspector inspector,
        Findings findings) {
    /** A request like the client's, without parameters. */
    RequestTemplate template() throws NotChecked {
        firstPage.page();
        return client.orElseThrow();
    }

    /** A request for a small page. */
    RequestTemplate smallPage() throws NotChecked {
        return template().withParameter("limit", String.valueOf(FirstPageCheck.LIMIT));
    }

    /** Sends a request that should be answered with a page. */
    Exchange sendForPage(RequestTemplate request) throws NotChecked, InterruptedException {
        budget.take();
        return sender.send(request);
    }

    /** Returns the page that an answer must have, and otherwise ends the check; the name of the page is for reports. */
    JsonNode page(Exchange exchange, String name) throws NotChecked {
        return page(exchange, name, "valid-request-refused", "status 200");
    }

    /** The same for the answer to a request with a page token. */
    JsonNode pageOfToken(Exchange exchange, String name) throws NotChecked {
        boolean isAboutToken = exchange.status() != 401 && exchange.status() != 403;
        String contract = "the next_token of a page, sent unchanged, leads to the next page";
        return isAboutToken ? page(exchange, name, "page-token-refused", contract) : page(exchange, name);
    }

    private JsonNode page(Exchange exchange, String name, String ifRefused, String contract) throws NotChecked {
        String reason = name + " was answered with status " + exchange.status();
        if (exchange.status() >= 500 && !exchange.isNotImplemented()) {
            throw new NotChecked(UNANSWERED, reason);
        }
        if (exchange.status() != 200) {
            inspector.inspectHeaders(exchange);
            boolean isRefused = exchange.status() / 100 == 4;
            findings.addStatus(
                    BREAKS, isRefused ? ifRefused : "wrong-status", exchange, isRefused ? contract : "status 200");
            throw new NotChecked(SKIPPED, reason);
        }
        return inspector
                .inspect(exchange)
                .filter(CheckContext::isPage)
                .orElseThrow(() -> new NotChecked(SKIPPED, name + " could not be read"));
    }

    private static boolean isPage(JsonNode body) {
        JsonNode token = body.path("next_token");
        return body.path("data").isArray() && (token.isMissingNode() || token.isNull() || token.isTextual());
    }

    void found(Severity severity, String code, Exchange exchange, String contract, String actual) {
        findings.add(severity, code, exchange, contract, actual);
    }
}
