package io.github.segments4j;

import feign.Request;
import feign.Response;

/**
 * One HTTP exchange. Layers wrap each other: {@link AuthorizedExchange} adds the access token, {@link PacedExchange}
 * waits for the rate limit, {@link HttpTransport} sends.
 */
interface Exchange {
    /**
     * Sends a request and returns its complete response, whatever the status.
     *
     * @throws AttemptFailure if there is no complete response
     */
    Response send(Request request, Deadline deadline);
}
