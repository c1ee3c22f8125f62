package io.github.segments4j;

import io.github.segments4j.generated.AccessTokenResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Exchanges an API key for access tokens. It keeps one token, and renews it some time before it expires: the first thread
 * to need it then does so, while the others go on with the old one.
 */
final class ApiKey implements Credentials {
    private static final Logger LOG = LoggerFactory.getLogger(ApiKey.class);

    /**
     * How long before it expires a token is renewed: longer than a request takes, much shorter than the vendor's hour (our
     * choice).
     */
    private static final long RENEWED_BEFORE_END = TimeUnit.SECONDS.toNanos(60);

    /** How long to wait after a failed renewal while the old token is still valid (our choice). */
    private static final long PAUSE_AFTER_FAILURE = TimeUnit.SECONDS.toNanos(10);

    private record Token(String text, long renewAt, long expiresAt) {
        @Override
        public String toString() {
            return "Token[***]";
        }
    }

    private final Function<Deadline, AccessTokenResponse> tokenEndpoint;
    private final Time time;
    private final ReentrantLock renewal = new ReentrantLock();
    private volatile @Nullable Token current;

    ApiKey(Function<Deadline, AccessTokenResponse> tokenEndpoint, Time time) {
        this.tokenEndpoint = tokenEndpoint;
        this.time = time;
    }

    @Override
    public String token(Deadline deadline) {
        Token token = current;
        if (token == null || hasPassed(token.expiresAt)) {
            return renewedUnlessValid(null, deadline);
        }
        if (hasPassed(token.renewAt) && renewal.tryLock()) {
            try {
                return token.equals(current) ? renewedEarly(token, deadline) : token.text;
            } finally {
                renewal.unlock();
            }
        }
        return token.text;
    }

    @Override
    public String replacementFor(String rejected, Deadline deadline) {
        return renewedUnlessValid(rejected, deadline);
    }

    /** Renews the token, unless another thread has done so by the time it is this one's turn. */
    private String renewedUnlessValid(@Nullable String rejected, Deadline deadline) {
        try {
            if (!renewal.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new AttemptFailure(
                        Problem.of(Problem.Kind.CONNECTION, "no access token came within the " + deadline.name()));
            }
        } catch (InterruptedException e) {
            throw AttemptFailure.interrupted("the wait for an access token", e);
        }
        try {
            Token latest = current;
            if (latest != null && !hasPassed(latest.expiresAt) && !latest.text.equals(rejected)) {
                return latest.text;
            }
            current = null; // If the renewal fails, nobody else is to send this one.
            return renewed(deadline);
        } finally {
            renewal.unlock();
        }
    }

    /** Renews a token that is still valid. If that fails, the old one serves a little longer. */
    private String renewedEarly(Token token, Deadline deadline) {
        try {
            // At most half of the time, so that enough is left to fetch the page with the old token.
            return renewed(deadline.half());
        } catch (AttemptFailure e) {
            LOG.warn("The access token could not be renewed ahead of its end: {}", e.problem.what());
            current = new Token(token.text, time.nanos() + PAUSE_AFTER_FAILURE, token.expiresAt);
            return token.text;
        }
    }

    private String renewed(Deadline deadline) {
        long asked = time.nanos();
        AccessTokenResponse response = tokenEndpoint.apply(deadline);
        if (!response.accessToken().matches("[!-~]+")) {
            throw new AttemptFailure(Problem.of(
                    Problem.Kind.PROTOCOL,
                    "the server issued an access token that cannot be sent: it is empty, or has characters other than"
                            + " visible ASCII"));
        }
        long life = TimeUnit.SECONDS.toNanos(Math.max(0, response.expiresIn()));
        long renewAt = asked + life - Math.min(life / 2, RENEWED_BEFORE_END);
        current = new Token(response.accessToken(), renewAt, asked + life);
        return response.accessToken();
    }

    private boolean hasPassed(long moment) {
        return time.nanos() - moment >= 0;
    }
}
