package io.github.segments4j.cli.verify;

import io.github.segments4j.RateLimiter;
import io.github.segments4j.cli.verify.NotChecked.Unanswered;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Sends the requests of the checks, inside the rate limit, and gives their answers as they came: {@code
 * SegmentsClient} would not let through what is looked for here. What passes is tried again.
 */
final class Wire {
    private static final int ATTEMPTS = 3;

    /** A 500 may be the answer to what was asked, too, and is given back in the end. */
    private static final Set<Integer> PASSING = Set.of(429, 500, 502, 503, 504);

    private static final Duration BACKOFF = Duration.ofMillis(500);

    private final Recorder http;
    private final RateLimiter limiter;
    private final Duration timeout;
    private final Duration deadline;

    /**
     * @param timeout of one attempt
     * @param deadline of all attempts with the waits between them
     */
    Wire(Recorder http, RateLimiter limiter, Duration timeout, Duration deadline) {
        this.http = http;
        this.limiter = limiter;
        this.timeout = timeout;
        this.deadline = deadline;
    }

    Exchange ask(Call call) throws Unanswered, InterruptedException {
        HttpRequest request = call.request();
        long start = System.nanoTime();
        for (int attempt = 1; ; attempt++) {
            Duration left = deadline.minusNanos(System.nanoTime() - start);
            Optional<Exchange> answer = attempt(request, left);
            boolean passes = answer.map(came -> came.end() != Exchange.End.COMPLETE || PASSING.contains(came.status()))
                    .orElse(true);
            if (!passes) {
                return answer.orElseThrow();
            }
            Duration wait = wait(answer, attempt);
            if (attempt == ATTEMPTS || wait.compareTo(deadline.minusNanos(System.nanoTime() - start)) >= 0) {
                return given(request, answer, attempt);
            }
            Thread.sleep(wait.toMillis());
        }
    }

    private static Exchange given(HttpRequest request, Optional<Exchange> answer, int attempts) throws Unanswered {
        String after = attempts == 1 ? "" : ", after " + attempts + " attempts";
        String what = request.method() + " " + request.uri().getRawPath();
        Exchange came = answer.orElseThrow(() -> new Unanswered(what + " got no complete answer" + after, false));
        if (PASSING.contains(came.status()) && came.status() != 500) {
            throw new Unanswered(what + " was answered " + came.status() + after, came.status() == 429);
        }
        return came;
    }

    /** Empty without a status and headers, or when it took too long. */
    private Optional<Exchange> attempt(HttpRequest request, Duration left) throws Unanswered, InterruptedException {
        long permit;
        try {
            permit = limiter.acquire(left);
        } catch (TimeoutException e) {
            throw new Unanswered("the rate limit left no time for it", true);
        }
        Duration holdBack = Duration.ZERO;
        try {
            CompletableFuture<?> exchange = http.sendAsync(request, BodyHandlers.discarding());
            try {
                exchange.get(Math.min(timeout.toNanos(), left.toNanos()), TimeUnit.NANOSECONDS);
            } catch (ExecutionException e) {
                // The recorder knows how far it came.
            } catch (TimeoutException e) {
                // What is cancelled here was not cut by the server.
                exchange.cancel(true);
                return Optional.empty();
            }
            Optional<Exchange> answer = http.last();
            if (answer.filter(came -> came.status() == 429).isPresent()) {
                // The vendor's window at least: by then the quota is whole again.
                holdBack = wait(answer, 3);
            }
            return answer;
        } finally {
            limiter.answered(permit, holdBack);
        }
    }

    private static Duration wait(Optional<Exchange> answer, int attempt) {
        long backoff = BACKOFF.toMillis() << (attempt - 1);
        Duration jittered = Duration.ofMillis(ThreadLocalRandom.current().nextLong(backoff / 2, backoff));
        Duration asked = answer.flatMap(came -> came.header("Retry-After"))
                .map(Wire::retryAfter)
                .orElse(Duration.ZERO);
        return asked.compareTo(jittered) > 0 ? asked : jittered;
    }

    private static Duration retryAfter(String value) {
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            return Duration.between(Instant.now(), date);
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
