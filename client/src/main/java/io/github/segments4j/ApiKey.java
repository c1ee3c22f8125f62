package io.github.segments4j;

import io.github.segments4j.generated.AccessTokenResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * An API key, exchanged for access tokens. One is kept, and renewed a while before it expires by whoever
 * comes first; the others go on with the old one meanwhile.
 */
final class ApiKey implements Credentials {
    /** Longer than a request takes, much shorter than the vendor's hour; our choice. */
    private static final long AHEAD = TimeUnit.SECONDS.toNanos(60);

    /** After a renewal that failed, while the old token still serves; our choice. */
    private static final long PAUSE = TimeUnit.SECONDS.toNanos(10);

    private record Token(String text, long renewAt, long expiresAt) {}

    private final Function<Deadline, AccessTokenResponse> api;
    private final Time time;
    private final ReentrantLock exchange = new ReentrantLock();
    private volatile Token current;

    ApiKey(Function<Deadline, AccessTokenResponse> api, Time time) {
        this.api = api;
        this.time = time;
        current = new Token("", time.nanos(), time.nanos());
    }

    @Override
    public String token(String rejected, Deadline deadline) {
        Token now = current;
        if (time.nanos() - now.expiresAt >= 0 || now.text.equals(rejected)) {
            return otherThan(now, deadline);
        }
        if (time.nanos() - now.renewAt >= 0 && exchange.tryLock()) {
            try {
                return exchanged(now, new Deadline(deadline.left().dividedBy(2), time));
            } catch (SegmentsException e) {
                current = new Token(now.text, time.nanos() + PAUSE, now.expiresAt);
            } finally {
                exchange.unlock();
            }
        }
        return now.text;
    }

    private String otherThan(Token old, Deadline deadline) {
        try {
            if (!exchange.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ConnectionException(Problem.of("no access token came within the deadline"), null);
            }
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted("the wait for an access token", e);
        }
        try {
            return exchanged(old, deadline);
        } finally {
            exchange.unlock();
        }
    }

    private String exchanged(Token old, Deadline deadline) {
        if (current.equals(old)) {
            long asked = time.nanos();
            AccessTokenResponse answer = api.apply(deadline);
            if (!answer.accessToken().matches("[!-~]+")) {
                throw new ProtocolException(Problem.of("the access token that the server made can't be sent:"
                        + " it is empty, or holds more than visible ASCII characters"));
            }
            long life = TimeUnit.SECONDS.toNanos(Math.max(0, answer.expiresIn()));
            current = new Token(answer.accessToken(), asked + life - Math.min(life / 2, AHEAD), asked + life);
        }
        return current.text;
    }
}
