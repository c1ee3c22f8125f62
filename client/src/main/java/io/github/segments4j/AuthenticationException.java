package io.github.segments4j;

/**
 * The server rejected the access token or the API key (401): it is wrong or has expired.
 */
public final class AuthenticationException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    AuthenticationException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "The access token or API key is wrong or has expired: make a new one");
    }
}
