package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.endpoints.Parameters;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.endpoints.SegmentsEndpoint;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Request;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A request that faults strike, and what they need to know of it.
 *
 * @param endpoint that answers it
 * @param number of the request
 * @param segments makes the page that has no rows
 * @param chance what a latency takes for jitter
 * @param expired access tokens that are no longer good
 */
public record Strike(
        Endpoint endpoint,
        Request request,
        long number,
        SegmentsEndpoint segments,
        RandomGenerator chance,
        Set<String> expired) {
    /** The token of the page that was asked for. */
    public Optional<String> token() {
        try {
            return new Parameters(request.parameters()).text("next_token");
        } catch (Refusal e) {
            return Optional.empty();
        }
    }

    public Answer withoutRows() throws Refusal {
        return segments.withoutRows(request);
    }
}
