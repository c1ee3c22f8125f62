package io.github.segments4j.cli.verify.http;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.RATE_LIMITED;
import static io.github.segments4j.cli.verify.report.Obstacle.Kind.UNANSWERED;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the requests of the checks within the rate limit, retries transient errors, and returns the answers as they
 * are: {@code SegmentsClient} would reject the answers that the checks look for.
 */
public final class RetryingSender {
    private static final int ATTEMPTS = 3;

    private final RecordingHttpClient http;

    /** A 500 may also be the answer to a wrong request, and is returned after the last attempt. */
    private final Set<Integer> transientStatuses;

    private final RateLimiter limiter;
    private final Duration timeout;
    private final Duration deadline;
    private final Duration backoff;

    /**
     * Sends through an HTTP client.
     *
     * @param timeout for one attempt
     * @param deadline for all attempts with the waits between them
     * @param backoff the longest wait after the first attempt; it doubles after each
     */
    public RetryingSender(
            RecordingHttpClient http,
            Set<Integer> transientStatuses,
            RateLimiter limiter,
            Duration timeout,
            Duration deadline,
            Duration backoff) {
        this.http = http;
        this.transientStatuses = transientStatuses;
        this.limiter = limiter;
        this.timeout = timeout;
        this.deadline = deadline;
        this.backoff = backoff;
    }

    public Exchange send(RequestTemplate template) throws NotChecked, InterruptedException {
        HttpRequest request = template.build();
        long end = System.nanoTime() + deadline.toNanos();
        for (int attempt = 1; ; attempt++) {
            Optional<Exchange> answer = attempt(request, end - System.nanoTime());
            if (answer.isPresent() && !isTransient(answer.get())) {
                return answer.get();
            }
            Duration wait = waitAfter(answer, attempt);
            if (attempt == ATTEMPTS || wait.toNanos() >= end - System.nanoTime()) {
                return lastAnswer(request, answer, attempt);
            }
            Thread.sleep(wait.toMillis());
        }
    }

    private boolean isTransient(Exchange answer) {
        return answer.end() != Exchange.End.COMPLETE || transientStatuses.contains(answer.status());
    }

    private Exchange lastAnswer(HttpRequest request, Optional<Exchange> answer, int attempts) throws NotChecked {
        String name = request.method() + " " + request.uri().getRawPath();
        String after = attempts == 1 ? "" : ", after " + attempts + " attempts";
        Exchange last =
                answer.orElseThrow(() -> new NotChecked(UNANSWERED, name + " was not answered completely" + after));
        String reason = name + " was answered " + last.status() + after;
        if (last.status() == 429) {
            throw new NotChecked(RATE_LIMITED, reason);
        }
        if (transientStatuses.contains(last.status()) && last.status() != 500) {
            throw new NotChecked(UNANSWERED, reason);
        }
        return last;
    }

    /** Returns nothing if no status and headers arrived, or if the attempt took too long. */
    private Optional<Exchange> attempt(HttpRequest request, long nanosLeft) throws NotChecked, InterruptedException {
        long permit = acquirePermit(nanosLeft);
        Optional<Exchange> answer = Optional.empty();
        CompletableFuture<?> exchange = http.sendAsync(request, BodyHandlers.discarding());
        try {
            exchange.get(Math.min(timeout.toNanos(), nanosLeft), TimeUnit.NANOSECONDS);
            answer = http.last();
        } catch (ExecutionException e) {
            // The recording shows how much of the answer arrived.
            answer = http.last();
        } catch (TimeoutException e) {
            // The body was cut here, not by the server.
            exchange.cancel(true);
        } finally {
            // A refusal holds back all requests for a second or more, the window of the vendor's rate limit.
            boolean isRefused = answer.filter(given -> given.status() == 429).isPresent();
            limiter.answered(permit, isRefused ? waitAfter(answer, ATTEMPTS) : Duration.ZERO);
        }
        return answer;
    }

    private long acquirePermit(long nanosLeft) throws NotChecked, InterruptedException {
        try {
            return limiter.acquire(Duration.ofNanos(nanosLeft));
        } catch (TimeoutException e) {
            throw new NotChecked(RATE_LIMITED, "the rate limit left no time for the request before the deadline");
        }
    }

    private Duration waitAfter(Optional<Exchange> answer, int attempt) {
        long longest = backoff.toNanos() << (attempt - 1);
        Duration jittered = Duration.ofNanos(ThreadLocalRandom.current().nextLong(longest / 2, longest));
        Duration retryAfter = answer.flatMap(given -> given.header("Retry-After"))
                .filter(value -> value.matches("\\d{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
        return retryAfter.compareTo(jittered) > 0 ? retryAfter : jittered;
    }
}
