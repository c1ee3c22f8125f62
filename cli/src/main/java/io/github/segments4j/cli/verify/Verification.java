package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.http.RecordingHttpClient;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.http.RetryingSender;
import io.github.segments4j.cli.verify.report.CheckResult;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.secrets.Secrets;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Compares a server with the contract. The client sends the first request, with its settings, credentials and retries,
 * and a {@link RecordingHttpClient} records it. The other requests are variants of that request. They are sent without
 * the client, since most of them are wrong on purpose.
 */
public final class Verification {
    private static final int ATTEMPTS = 3;

    private static final String VERSION = "api-version";

    private final Settings settings;
    private final RecordingHttpClient http = new RecordingHttpClient();
    private final Secrets secrets;
    private final Findings findings;
    private final Contract contract = Contract.load();
    private final RetryingSender sender;
    private final PageBudget budget;

    /**
     * Prepares the checks, and sends nothing yet.
     *
     * @param settings how to verify the server
     * @throws IOException if the contract can't be read
     */
    public Verification(Settings settings) throws IOException {
        this.settings = settings;
        sender = new RetryingSender(
                http,
                contract.segments().transientStatuses(),
                settings.limiter(),
                settings.timeout(),
                settings.deadline(),
                settings.backoff());
        budget = new PageBudget(settings.maxPages());
        secrets = new Secrets(
                settings.apiKey().map(Settings.ApiKey::clientSecret).stream().toList());
        findings = new Findings(secrets);
    }

    /**
     * Lets a client send its requests through this verification.
     *
     * @param client configures the client
     */
    public void configure(SegmentsClientBuilder client) {
        client.httpClient(http::through)
                .rateLimiter(settings.limiter())
                .backoff(settings.backoff(), Duration.ofSeconds(30))
                .attempts(ATTEMPTS);
    }

    /**
     * Runs all checks. If the first request fails for a reason other than a difference from the contract, such as wrong
     * credentials, the report has that failure, and says that nothing else was checked.
     *
     * @param client a client that was configured by this verification
     * @param server the name of the server in the report
     * @return the results
     * @throws IOException if the thread is interrupted
     */
    public Report run(SegmentsClient client, String server) throws IOException {
        Optional<ClientFailure> failure = sendFirstRequest(client);
        List<CheckResult> results = new ArrayList<>();
        for (Check check : checks(failure)) {
            results.add(run(check));
        }
        Optional<SegmentsException> otherFailure =
                failure.filter(given -> !given.isDifference()).map(ClientFailure::exception);
        return new Report(
                server,
                contract.version(),
                List.copyOf(results),
                http.requests(),
                budget.requested(),
                otherFailure,
                Optional.empty());
    }

    private Optional<ClientFailure> sendFirstRequest(SegmentsClient client) {
        try {
            client.page(ListOptions.pageSize(FirstPageCheck.LIMIT).withTotal());
            return Optional.empty();
        } catch (SegmentsException e) {
            return Optional.of(new ClientFailure(e, http.last(), hasNewAccessToken()));
        }
    }

    private boolean hasNewAccessToken() {
        return http.last(exchange -> isForAccessToken(exchange.request()))
                .filter(exchange -> exchange.status() == 200)
                .isPresent();
    }

    private CheckResult run(Check check) throws IOException {
        long start = System.nanoTime();
        Optional<Obstacle> obstacle = Optional.empty();
        try {
            check.action().run();
        } catch (NotChecked e) {
            obstacle = Optional.of(findings.safe(e.obstacle()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the command was interrupted");
        }
        return new CheckResult(
                check.name(), findings.take(), List.of(), obstacle, Duration.ofNanos(System.nanoTime() - start));
    }

    private List<Check> checks(Optional<ClientFailure> failure) {
        boolean hasNoToken = failure.filter(given -> !given.isNewTokenRefused()).isPresent()
                && http.lastRequest().filter(Verification::isForAccessToken).isPresent();
        Optional<Exchange> keyExchange = http.last(exchange -> isForAccessToken(exchange.request()));
        Optional<Exchange> pageExchange = http.last(exchange -> !isForAccessToken(exchange.request()));
        Optional<RequestTemplate> request = pageExchange.map(exchange -> RequestTemplate.of(exchange.request()));
        request.map(RequestTemplate::accessToken).ifPresent(secrets::add);

        AnswerInspector ofPages = new AnswerInspector(contract.segments(), findings);
        AnswerInspector ofAccessTokens = new AnswerInspector(contract.accessTokens(), findings);
        AccessTokenCheck accessToken = new AccessTokenCheck(
                keyExchange, failure.filter(given -> hasNoToken), ofAccessTokens, findings, secrets);
        FirstPageCheck firstPage =
                new FirstPageCheck(pageExchange, failure.filter(given -> !hasNoToken), ofPages, findings);
        CheckContext context = new CheckContext(request, sender, firstPage, budget, ofPages, findings);
        PagingCheck paging = new PagingCheck(context);

        List<Check> checks = new ArrayList<>();
        checks.add(new Check("first-page", firstPage::run));
        checks.add(new Check("access-token", accessToken::run));
        checks.add(new Check("paging", paging::run));
        checks.add(new Check("total", new TotalCheck(context, paging)::run));
        checks.add(new Check("same-page", new RepeatCheck(context, paging)::run));
        checks.add(new Check("smaller-page", new SmallerPageCheck(context, paging)::run));
        checks.add(new Check("version-in-query", versionInQuery(context)::run));
        checks.add(new Check("trailing-slash", trailingSlash(context)::run));
        checks.addAll(new RefusalChecks(context, paging, secrets).checks());
        if (settings.alsoUnsafe()) {
            checks.addAll(new UnsafeChecks(context, keyExchange, settings.apiKey(), ofAccessTokens).checks());
        }
        checks.add(new Check("rate-limited", () -> inspectRetried(ofPages)));
        return checks;
    }

    private static boolean isForAccessToken(HttpRequest request) {
        return request.uri().getPath().endsWith(Contract.ACCESS_TOKENS);
    }

    private static AcceptanceCheck versionInQuery(CheckContext context) {
        RequestSource request = () -> {
            RequestTemplate page = context.smallPage();
            return page.withoutHeader(VERSION).withParameter("api_version", page.header(VERSION));
        };
        String contract = "the parameter api_version is accepted instead of the header";
        // The vendor's own document has the header only.
        return new AcceptanceCheck("version-in-query", request, INFORMATIONAL, contract, context);
    }

    private static AcceptanceCheck trailingSlash(CheckContext context) {
        RequestSource request = () -> context.smallPage().withPathSuffix("/");
        String contract = "the vendor also writes the path with a slash at the end";
        return new AcceptanceCheck("trailing-slash", request, INFORMATIONAL, contract, context);
    }

    /** No request is sent to provoke a refusal. */
    private void inspectRetried(AnswerInspector inspector) {
        http.last(exchange -> exchange.status() == 429).ifPresent(inspector::inspect);
        http.last(exchange -> exchange.header("Retry-After").isPresent()).ifPresent(inspector::inspectRetryAfter);
    }
}
