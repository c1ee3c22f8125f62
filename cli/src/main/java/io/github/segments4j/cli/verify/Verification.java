package io.github.segments4j.cli.verify;

import io.github.segments4j.AuthenticationException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.PermissionException;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.ServerException;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

/**
 * Holds a server against the contract. The client makes the first request, with its settings, credentials and
 * retries, so that none of that is done twice; a {@link Recorder} sees it. The others are made from that one, and
 * are sent without the client, since most of them are wrong on purpose.
 */
public final class Verification {
    /** The vendor's: requests a second. */
    private static final int RATE_LIMIT = 10;

    private static final int ATTEMPTS = 3;

    private static final String VERSION = "api-version";

    private final Recorder recorder = new Recorder(
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build());
    private final RateLimiter limiter;
    private final Discretion discretion = new Discretion();
    private final Findings findings = new Findings(discretion);
    private final Contract contract = Contract.load();
    private final Inspector ofSegments = new Inspector(contract.segments(), findings);
    private final Duration timeout;
    private final Duration deadline;
    private final PageBudget budget;

    /**
     * Sends nothing yet.
     *
     * @param timeout of one attempt
     * @param deadline of one request with all its attempts
     * @param mostPages how many pages to ask for
     * @param secrets what is not to be shown, beside the access token
     * @throws IOException if the contract can't be read
     */
    public Verification(Duration timeout, Duration deadline, int mostPages, Collection<String> secrets)
            throws IOException {
        this(timeout, deadline, mostPages, secrets, RateLimiter.perSecond(RATE_LIMIT));
    }

    Verification(Duration timeout, Duration deadline, int mostPages, Collection<String> secrets, RateLimiter limiter)
            throws IOException {
        this.timeout = timeout;
        this.deadline = deadline;
        this.budget = new PageBudget(mostPages);
        this.limiter = limiter;
        secrets.forEach(discretion::keep);
    }

    /**
     * Lets a client send its requests here.
     *
     * @param client one that is not built yet
     */
    public void watch(SegmentsClientBuilder client) {
        client.httpClient(recorder).rateLimiter(limiter).attempts(ATTEMPTS);
    }

    /**
     * Asks the server.
     *
     * @param client one that is watched
     * @param server how to name it
     * @return what came of it
     * @throws SegmentsException if the very first request fails for another reason than a broken contract, such as
     *     wrong credentials
     * @throws IOException if the thread is interrupted
     */
    public Report run(SegmentsClient client, String server) throws IOException {
        Optional<SegmentsException> refused = Optional.empty();
        try {
            budget.take();
            client.page(ListOptions.pageSize(FirstPage.LIMIT).withTotal());
        } catch (SegmentsException e) {
            refused = Optional.of(e);
        } catch (NotChecked.Skipped e) {
            throw new IllegalArgumentException("At least one page has to be asked for", e);
        }
        List<Report.Result> results = new ArrayList<>();
        for (Check check : checks(refused)) {
            try {
                results.add(result(check));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("it was interrupted");
            }
        }
        return new Report(server, contract.version(), List.copyOf(results), recorder.requests(), budget.asked());
    }

    private Report.Result result(Check check) throws InterruptedException {
        long start = System.nanoTime();
        Optional<NotChecked> obstacle = Optional.empty();
        try {
            check.run();
        } catch (NotChecked e) {
            obstacle = Optional.of(e);
        }
        return new Report.Result(check.name(), findings.taken(), obstacle, Duration.ofNanos(System.nanoTime() - start));
    }

    private List<Check> checks(Optional<SegmentsException> refused) {
        Optional<Exchange> key = recorder.last(Verification::isOfAccessTokens);
        Check accessTokens =
                new AccessTokens(key, new Inspector(contract.accessTokens(), findings), findings, discretion);
        Exchange exchange = recorder.last()
                .filter(came -> came.end() != Exchange.End.OPEN)
                .filter(came -> refused.stream().noneMatch(Verification::isNoDrift))
                .orElseThrow(() -> refused.orElseThrow());
        if (isOfAccessTokens(exchange)) {
            if (exchange.status() != 200) {
                throw refused.orElseThrow();
            }
            // There is no access token to go on with.
            return List.of(accessTokens);
        }
        Call call = Call.like(exchange.sent());
        discretion.keep(call.accessToken());
        Wire wire = new Wire(recorder, limiter, timeout, deadline);
        FirstPage first = new FirstPage(exchange, refused, ofSegments, findings);
        Context context = new Context(call, wire, first, budget, ofSegments, findings);
        Listing listing = new Listing(context);
        List<Check> checks = new ArrayList<>();
        checks.add(first);
        checks.add(accessTokens);
        checks.add(listing);
        checks.add(new Total(context, listing));
        checks.add(new Accepted(
                "version-in-query",
                context.smallCall().without(VERSION).with("api_version", call.header(VERSION)),
                Severity.BREAKS,
                "the parameter api_version does instead of the header",
                context));
        checks.add(new Accepted(
                "trailing-slash",
                context.smallCall().at("/"),
                Severity.NEW,
                "the path is the same with a slash at its end",
                context));
        checks.addAll(new Refusals(context, listing, discretion).checks());
        checks.add(new RateLimited(recorder, ofSegments));
        return checks;
    }

    private static boolean isOfAccessTokens(Exchange exchange) {
        return exchange.sent().uri().getPath().endsWith(Contract.ACCESS_TOKENS);
    }

    /** The server can't be asked at all, or not by this caller. */
    private static boolean isNoDrift(SegmentsException e) {
        return e instanceof AuthenticationException
                || e instanceof PermissionException
                || e instanceof RateLimitedException
                || e instanceof ServerException
                // A body that was waited for in vain was not cut by the server.
                || e.getCause() instanceof TimeoutException
                || e.getCause() instanceof InterruptedException;
    }
}
