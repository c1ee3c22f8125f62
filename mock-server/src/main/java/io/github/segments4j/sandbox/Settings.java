package io.github.segments4j.sandbox;

import java.time.Duration;

/** What a sandbox was told when it was started, and what {@link State} does not say. */
record Settings(
        Limit limit,
        int perSecond,
        RetryAfter retryAfter,
        Paging paging,
        Duration accessTokenLife,
        Duration pageTokenLife) {}
