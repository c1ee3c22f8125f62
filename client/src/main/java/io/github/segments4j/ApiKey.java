package io.github.segments4j;

import io.github.segments4j.generated.AccessTokenResponse;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Exchanges an API key for access tokens. It keeps one token, and renews it some time before it expires: the first thread
 * to need it then does so, while the others go on with the old one.
 */
final class ApiKey implements Credentials {
    /** How long before its end a token is renewed: longer than a request, much shorter than the vendor's hour (our choice). */
    private static final long AHEAD = TimeUnit.SECONDS.toNanos(60);

    /** How long to wait after a failed renewal while the old token is still valid (our choice). */
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
                return exchanged(now, deadline.half());
            } catch (AttemptFailure e) {
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
                throw new AttemptFailure(
                        Problem.of(Problem.Kind.CONNECTION, "no access token came within the " + deadline.name()));
            }
        } catch (InterruptedException e) {
            throw AttemptFailure.interrupted("the wait for an access token", e);
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
                throw new AttemptFailure(Problem.of(
                        Problem.Kind.PROTOCOL,
                        "the server issued an access token that cannot be sent: it is empty, or has characters other"
                                + " than visible ASCII"));
            }
            long life = TimeUnit.SECONDS.toNanos(Math.max(0, answer.expiresIn()));
            current = new Token(answer.accessToken(), asked + life - Math.min(life / 2, AHEAD), asked + life);
        }
        return current.text;
    }
}
