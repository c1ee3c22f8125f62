package io.github.segments4j.sandbox.admin;

import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import java.time.Duration;

/** What a sandbox was told when it was started, and what {@link State} does not say. */
public record Settings(
        Limit limit,
        int perSecond,
        RetryAfter retryAfter,
        Paging paging,
        Duration accessTokenLife,
        Duration pageTokenLife) {}
