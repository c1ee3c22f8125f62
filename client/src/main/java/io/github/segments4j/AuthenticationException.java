package io.github.segments4j;

/** The server does not know the caller (401): the access token or the API key is wrong or has expired. */
public final class AuthenticationException extends SegmentsException {
    AuthenticationException(Problem problem) {
        super(problem, "The access token or API key is wrong or has expired: make a new one", null);
    }
}
