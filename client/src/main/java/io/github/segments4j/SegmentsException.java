package io.github.segments4j;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A request that failed for good. There is one subclass for each way in which a caller may want to react. The message says
 * what happened, to which request, and what to do next. It never holds an access token, another secret, or a page token.
 *
 * <p>Immutable and serializable.
 */
public abstract class SegmentsException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final RetrySummary retries;
    private final PagePosition position;

    SegmentsException(AttemptFailure last, RetrySummary retries, PagePosition position, String usualAdvice) {
        super(message(last.problem, retries, position, usualAdvice), last.getCause());
        this.problem = last.problem;
        this.retries = retries;
        this.position = position;
    }

    /** Makes the exception for a request whose last attempt failed in this way. */
    static SegmentsException of(AttemptFailure last, RetrySummary retries, PagePosition position) {
        return switch (last.problem.kind()) {
            case AUTHENTICATION -> new AuthenticationException(last, retries, position);
            case PERMISSION -> new PermissionException(last, retries, position);
            case INVALID_REQUEST -> new InvalidRequestException(last, retries, position);
            case PAGE_TOKEN -> new InvalidPageTokenException(last, retries, position);
            case RATE_LIMITED -> new RateLimitedException(last, retries, position);
            case SERVER -> new ServerException(last, retries, position);
            case CONNECTION -> new ConnectionException(last, retries, position);
            case PROTOCOL -> new ProtocolException(last, retries, position);
        };
    }

    private static String message(Problem problem, RetrySummary retries, PagePosition position, String usualAdvice) {
        StringBuilder message = new StringBuilder(position.prefix()).append(problem.what());
        if (problem.requestId() != null) {
            message.append("; request_id ").append(problem.requestId());
        }
        if (problem.traceId() != null) {
            message.append("; trace_id ").append(problem.traceId());
        }
        if (retries.attempts() > 1) {
            double seconds = retries.elapsed().toNanos() / 1e9;
            message.append(String.format(Locale.ROOT, "; %d attempts in %.1f s", retries.attempts(), seconds));
        }
        if (retries.whyNoMore() != null) {
            message.append("; ").append(retries.whyNoMore());
        }
        String advice = Objects.requireNonNullElse(problem.advice(), usualAdvice);
        return message.append(". ").append(advice).toString();
    }

    String what() {
        return problem.what();
    }

    /** {@return the HTTP status of the last attempt; empty if it got no complete response} */
    public OptionalInt status() {
        return problem.status() == 0 ? OptionalInt.empty() : OptionalInt.of(problem.status());
    }

    /**
     * The response headers of the last attempt. Secrets that the server echoes are masked.
     *
     * @return an unmodifiable map that finds names in upper and lower case; empty if that attempt got no complete
     *     response
     */
    public Map<String, List<String>> headers() {
        return problem.headers();
    }

    /** {@return how long the server asked to wait, by the {@code Retry-After} of the last attempt} */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(problem.retryAfter());
    }

    /** {@return the server's own words, {@code message} of its error body, cut after 200 characters} */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(problem.serverMessage());
    }

    /** {@return what identifies the request to the vendor's support, {@code request_id} of the error body} */
    public Optional<String> requestId() {
        return Optional.ofNullable(problem.requestId());
    }

    /** {@return what identifies the request in the vendor's traces, {@code trace_id} of the error body} */
    public Optional<String> traceId() {
        return Optional.ofNullable(problem.traceId());
    }

    /**
     * The number of attempts, including one that ended before it was sent. An attempt whose access token was rejected
     * and replaced counts once.
     *
     * @return 1 or more
     */
    public int attempts() {
        return retries.attempts();
    }

    /** {@return how long all attempts took, with the waits between them; zero if it was not measured} */
    public Duration elapsed() {
        return retries.elapsed();
    }

    /**
     * The token of the page that failed. To resume the listing there, pass it to {@link
     * ListOptions#startingAt(String)}; the rows before it are complete.
     *
     * @return empty if it was the first page
     */
    public Optional<String> pageToken() {
        return Optional.ofNullable(position.token());
    }
}
