package io.github.segments4j;

import java.io.Serial;
import java.io.Serializable;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * A request that failed for good. There is one subclass for each thing that a caller does differently. The message says
 * what happened, to which request, and what to do next. It never holds an access token or another secret.
 *
 * <p>Immutable and serializable.
 */
public abstract class SegmentsException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1L;

    private final Problem problem;
    private final Attempts attempts;
    private final PagePosition position;

    SegmentsException(Failure failure, String advice) {
        super(message(failure, advice), failure.cause());
        this.problem = failure.problem();
        this.attempts = failure.attempts();
        this.position = failure.position();
    }

    /**
     * All that an exception tells.
     *
     * @param cause what the JDK threw, if anything
     */
    record Failure(
            Problem problem,
            Attempts attempts,
            PagePosition position,
            @Nullable Throwable cause) {}

    /**
     * How often a request was sent.
     *
     * @param whyNoMore why a transient error was not retried though attempts were left; null otherwise
     */
    record Attempts(int count, Duration elapsed, @Nullable String whyNoMore) implements Serializable {
        /** For what is wrong with responses that arrived at the first attempt. */
        static final Attempts ONE = new Attempts(1, Duration.ZERO, null);
    }

    static SegmentsException of(Failure failure) {
        return switch (failure.problem().kind()) {
            case AUTHENTICATION -> new AuthenticationException(failure);
            case PERMISSION -> new PermissionException(failure);
            case INVALID_REQUEST -> new InvalidRequestException(failure);
            case PAGE_TOKEN -> new InvalidPageTokenException(failure);
            case RATE_LIMITED -> new RateLimitedException(failure);
            case SERVER -> new ServerException(failure);
            case CONNECTION -> new ConnectionException(failure);
            case PROTOCOL -> new ProtocolException(failure);
        };
    }

    private static String message(Failure failure, String advice) {
        Problem problem = failure.problem();
        Attempts attempts = failure.attempts();
        StringBuilder message = new StringBuilder(failure.position().prefix()).append(problem.what());
        if (problem.requestId() != null) {
            message.append("; request_id ").append(problem.requestId());
        }
        if (problem.traceId() != null) {
            message.append("; trace_id ").append(problem.traceId());
        }
        if (attempts.count() > 1) {
            double seconds = attempts.elapsed().toNanos() / 1e9;
            message.append(String.format(Locale.ROOT, "; %d attempts in %.1f s", attempts.count(), seconds));
        }
        if (attempts.whyNoMore() != null) {
            message.append("; ").append(attempts.whyNoMore());
        }
        return message.append(". ").append(advice).toString();
    }

    String what() {
        return problem.what();
    }

    /**
     * The HTTP status of the last response.
     *
     * @return empty if no response came, or if no single response was at fault
     */
    public OptionalInt status() {
        return problem.status() == 0 ? OptionalInt.empty() : OptionalInt.of(problem.status());
    }

    /**
     * The headers of the last response. Secrets that the server echoes are masked.
     *
     * @return an unmodifiable map that finds names in upper and lower case; empty if no response came
     */
    public Map<String, List<String>> headers() {
        return problem.headers();
    }

    /**
     * How long the server asked to wait, by the {@code Retry-After} of the last response.
     *
     * @return empty if it did not ask
     */
    public Optional<Duration> retryAfter() {
        return Optional.ofNullable(problem.retryAfter());
    }

    /**
     * The server's own words: {@code message} of its error body.
     *
     * @return at most some 200 characters; empty if the response had none
     */
    public Optional<String> serverMessage() {
        return Optional.ofNullable(problem.serverMessage());
    }

    /**
     * Identifies the request to the vendor's support: {@code request_id} of the error body.
     *
     * @return empty if the response had none
     */
    public Optional<String> requestId() {
        return Optional.ofNullable(problem.requestId());
    }

    /**
     * Identifies the request in the vendor's traces: {@code trace_id} of the error body.
     *
     * @return empty if the response had none
     */
    public Optional<String> traceId() {
        return Optional.ofNullable(problem.traceId());
    }

    /**
     * How often the request was attempted.
     *
     * @return 1 or more
     */
    public int attempts() {
        return attempts.count();
    }

    /**
     * How long all attempts took, with the waits between them.
     *
     * @return zero if it was not measured
     */
    public Duration elapsed() {
        return attempts.elapsed();
    }

    /**
     * The token of the page that failed. To resume the listing there, pass it to {@link
     * ListOptions#startingAt(String)}; the rows before it are complete.
     *
     * @return empty if it was the first page
     */
    public Optional<String> token() {
        return Optional.ofNullable(position.token());
    }
}
