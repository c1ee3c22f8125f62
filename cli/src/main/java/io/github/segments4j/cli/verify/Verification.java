package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import io.github.segments4j.ConnectionException;
import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.cli.verify.report.CheckResult;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.secrets.Secrets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Compares a server with the contract. The client sends the first request, with its settings, credentials and retries,
 * and a {@link RecordingHttpClient} records it. The other requests are variants of that request. They are sent without
 * the client, since most of them are wrong on purpose.
 */
public final class Verification {
    private static final int ATTEMPTS = 3;

    private static final String VERSION = "api-version";

    private final RecordingHttpClient http = new RecordingHttpClient();
    private final Secrets secrets;
    private final Findings findings;
    private final Contract contract = Contract.load();
    private final RateLimiter limiter;
    private final RetryingSender sender;
    private final PageBudget budget;

    /**
     * Prepares the checks, and sends nothing yet.
     *
     * @param timeout the longest time for one attempt
     * @param deadline the longest time for one request with all its attempts
     * @param maxPages the most pages to request, 1 or more
     * @param clientSecret what reports must not contain, besides the access token
     * @param limiter for all requests
     * @throws IOException if the contract can't be read
     */
    public Verification(
            Duration timeout, Duration deadline, int maxPages, Optional<String> clientSecret, RateLimiter limiter)
            throws IOException {
        this.limiter = limiter;
        sender = new RetryingSender(http, contract.segments().transientStatuses(), limiter, timeout, deadline);
        budget = new PageBudget(maxPages);
        secrets = new Secrets(clientSecret.stream().toList());
        findings = new Findings(secrets);
    }

    /**
     * Lets a client send its requests through this verification.
     *
     * @param client configures the client
     */
    public void configure(SegmentsClientBuilder client) {
        client.httpClient(http::through).rateLimiter(limiter).attempts(ATTEMPTS);
    }

    /**
     * Runs all checks.
     *
     * @param client a client that was configured by this verification
     * @param server the name of the server in the report
     * @return the results
     * @throws SegmentsException if the first request fails for a reason other than a difference from the contract, such
     *     as wrong credentials
     * @throws IOException if the thread is interrupted
     */
    public Report run(SegmentsClient client, String server) throws IOException {
        Optional<SegmentsException> failure = sendFirstRequest(client);
        List<CheckResult> results = new ArrayList<>();
        for (Check check : checks(failure)) {
            results.add(run(check));
        }
        return new Report(server, contract.version(), List.copyOf(results), http.requests(), budget.requested());
    }

    private static Optional<SegmentsException> sendFirstRequest(SegmentsClient client) {
        try {
            client.page(ListOptions.pageSize(FirstPageCheck.LIMIT).withTotal());
            return Optional.empty();
        } catch (SegmentsException e) {
            return Optional.of(e);
        }
    }

    private CheckResult run(Check check) throws IOException {
        long start = System.nanoTime();
        Optional<Obstacle> obstacle = Optional.empty();
        try {
            check.action().run();
        } catch (NotChecked e) {
            obstacle = Optional.of(e.obstacle());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the command was interrupted");
        }
        return new CheckResult(check.name(), findings.take(), obstacle, Duration.ofNanos(System.nanoTime() - start));
    }

    private List<Check> checks(Optional<SegmentsException> failure) {
        Exchange exchange = firstExchange(failure);
        AnswerInspector ofAccessTokens = new AnswerInspector(contract.accessTokens(), findings);
        Optional<Exchange> keyExchange = http.last(Verification::isForAccessToken);
        Check accessToken =
                new Check("access-token", new AccessTokenCheck(keyExchange, ofAccessTokens, findings, secrets)::run);
        if (isForAccessToken(exchange)) {
            // Without an access token, nothing else can be checked.
            return List.of(accessToken);
        }
        RequestTemplate template = RequestTemplate.of(exchange.request());
        secrets.add(template.accessToken());
        AnswerInspector inspector = new AnswerInspector(contract.segments(), findings);
        FirstPageCheck firstPage = new FirstPageCheck(exchange, failure, inspector, findings);
        CheckContext context = new CheckContext(template, sender, firstPage, budget, inspector, findings);
        PagingCheck paging = new PagingCheck(context);
        List<Check> checks = new ArrayList<>();
        checks.add(new Check("first-page", firstPage::run));
        checks.add(accessToken);
        checks.add(new Check("paging", paging::run));
        checks.add(new Check("total", new TotalCheck(context, paging)::run));
        checks.add(new Check("version-in-query", versionInQuery(context)::run));
        checks.add(new Check("trailing-slash", trailingSlash(context)::run));
        checks.addAll(new RefusalChecks(context, paging, secrets).checks());
        checks.add(new Check("rate-limited", () -> inspectRateLimited(inspector)));
        return checks;
    }

    /** The exchange of the client's request for a page, or the one for an access token if that differs. */
    private Exchange firstExchange(Optional<SegmentsException> failure) {
        Exchange exchange = http.last()
                .filter(last -> last.end() != Exchange.End.OPEN)
                .filter(last -> failure.isEmpty() || isDifference(failure.get()))
                .orElseThrow(failure::orElseThrow);
        if (isForAccessToken(exchange) && exchange.status() != 200) {
            throw failure.orElseThrow();
        }
        return exchange;
    }

    private static boolean isForAccessToken(Exchange exchange) {
        return exchange.request().uri().getPath().endsWith(Contract.ACCESS_TOKENS);
    }

    /** Other failures mean that the server can't be reached, or not with these credentials. */
    private static boolean isDifference(SegmentsException failure) {
        if (failure instanceof ConnectionException) {
            // The server cut the answer short, unless the client stopped waiting for it.
            Throwable cause = failure.getCause();
            return !(cause instanceof TimeoutException) && !(cause instanceof InterruptedException);
        }
        return failure instanceof ProtocolException || failure instanceof InvalidRequestException;
    }

    private static AcceptanceCheck versionInQuery(CheckContext context) {
        String version = context.template().header(VERSION);
        RequestTemplate request = context.smallPage().withoutHeader(VERSION).withParameter("api_version", version);
        String contract = "the parameter api_version is accepted instead of the header";
        return new AcceptanceCheck("version-in-query", request, BREAKS, contract, context);
    }

    private static AcceptanceCheck trailingSlash(CheckContext context) {
        RequestTemplate request = context.smallPage().withPathSuffix("/");
        return new AcceptanceCheck(
                "trailing-slash", request, NEW, "a slash at the end of the path is accepted", context);
    }

    /** No request is sent to provoke a refusal. */
    private void inspectRateLimited(AnswerInspector inspector) {
        http.last(exchange -> exchange.status() == 429).ifPresent(inspector::inspect);
    }
}
