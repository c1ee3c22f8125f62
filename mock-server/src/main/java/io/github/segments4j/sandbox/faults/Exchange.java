package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.http.ErrorRenderer;
import io.github.segments4j.sandbox.http.Handler;
import io.github.segments4j.sandbox.http.Request;
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
        ErrorRenderer errors,
        RandomGenerator random,
        Set<String> expiredTokens) {}
