package io.github.segments4j;

import java.time.Duration;
import java.util.*;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed for good. There is one subclass for each thing that a caller does differently.
 * The message says what happened, to which request, and what to do next; it never holds a token or a
 * secret.
 */
public abstract class SegmentsException extends RuntimeException {
    final Problem problem;
    private final String advice;
    private int attempts = 1;
    private Duration elapsed = Duration.ZERO;
    private int page;
    private Optional<String> token = Optional.empty();
    private String end = "";

    SegmentsException(Problem problem, String advice, @Nullable Throwable cause) {
        super(problem.what(), cause);
        this.problem = problem;
        this.advice = advice;
    }

    /**
     * What happened, to which request, and what to do next.
     *
     * @return one line
     */
    @Override
    public String getMessage() {
        String where =
                token.map(token -> " (next_token " + Quoted.of(token) + ")").orElse("");
        String place = page > 0 ? "page " + page + where + ": " : "";
        String request = requestId().map(id -> "; request_id " + id).orElse("");
        String trace = traceId().map(id -> "; trace_id " + id).orElse("");
        String tries = String.format(Locale.ROOT, "; %d attempts in %.1f s", attempts, elapsed.toNanos() / 1e9);
        return place + problem.what() + request + trace + (attempts > 1 ? tries : "") + end + ". " + advice;
    }

    /**
     * The HTTP status of the last attempt.
     *
     * @return empty if no answer came, or if it was the answers together that were wrong
     */
    public OptionalInt status() {
        return problem.status() == 0 ? OptionalInt.empty() : OptionalInt.of(problem.status());
    }

    /**
     * The server's own words: {@code message} of its error body.
     *
     * @return at most some 200 characters; empty if the answer had none
     */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(problem.serverMessage());
    }

    /**
     * Names the request to the vendor's support: {@code request_id} of the error body.
     *
     * @return empty if the answer had none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(problem.requestId());
    }

    /**
     * Names the request in the vendor's traces: {@code trace_id} of the error body.
     *
     * @return empty if the answer had none
     */
    public Optional<String> traceId() {
        return Optional.ofNullable(problem.traceId());
    }

    /**
     * How often the request was tried, the last time included.
     *
     * @return at least 1
     */
    public int attempts() {
        return attempts;
    }

    /**
     * How long all attempts took, with the waits between them.
     *
     * @return zero if it was not measured
     */
    public Duration elapsed() {
        return elapsed;
    }

    /**
     * The token of the page that a listing failed at, to go on from with {@link
     * ListOptions#startingAt(String)}: the rows before it are good.
     *
     * @return empty if it was the first page, or no listing
     */
    public Optional<String> token() {
        return token;
    }

    /** Adds what only the retry loop knows; {@code end} says why there is no further attempt. */
    SegmentsException after(int attempts, Duration elapsed, String end) {
        this.attempts = attempts;
        this.elapsed = elapsed;
        this.end = end;
        return this;
    }

    /** Adds what only the walk knows. */
    SegmentsException atPage(int page, Optional<String> token) {
        this.page = page;
        this.token = token;
        return this;
    }
}
