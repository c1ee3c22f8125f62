package io.github.segments4j;

/**
 * The server rejected a {@code next_token} (400): it has expired, or belongs to another listing. Start over from the
 * first page.
 *
 * <p>The API has no error code for this. A 400 to a request with a {@code next_token} counts as one, unless the server's
 * message names another parameter and not this one.
 */
public final class InvalidPageTokenException extends InvalidRequestException {
    private static final long serialVersionUID = 1L;

    InvalidPageTokenException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "The server no longer accepts this next_token: start over from the first page");
    }
}
