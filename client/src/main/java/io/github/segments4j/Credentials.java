package io.github.segments4j;

/** A source of access tokens. Safe for use by many threads. */
interface Credentials {
    /**
     * Returns the token to send now.
     *
     * @param rejected the token that the server has just rejected, or an empty string: if there is another one, that is
     *     returned
     */
    String token(String rejected, Deadline deadline);
}
