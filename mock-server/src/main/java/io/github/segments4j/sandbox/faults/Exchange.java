package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.endpoints.Parameters;
import io.github.segments4j.sandbox.endpoints.VendorErrors;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A request, and what else effects need to change its response.
 *
 * @param emptyPages answers with an empty page
 * @param expiredTokens the access tokens that a fault has expired
 */
record Exchange(
        Target target,
        Request request,
        Handler emptyPages,
        VendorErrors errors,
        RandomGenerator random,
        Set<String> expiredTokens) {
    /** {@return the page token in the request, which the endpoint has accepted} */
    Optional<String> pageToken() {
        try {
            return Parameters.decode(request.query()).text("next_token");
        } catch (HttpException e) {
            return Optional.empty();
        }
    }
}
