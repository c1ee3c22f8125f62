package io.github.segments4j;

/** Where access tokens come from. Safe for use by many threads. */
interface Credentials {
    /** The token to send now: another one than the server has just rejected, if there is one. */
    String token(String rejected, Deadline deadline);
}
