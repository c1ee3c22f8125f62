package io.github.segments4j;

import io.github.segments4j.generated.AccessTokenResponse;
import io.github.segments4j.generated.api.AccessTokensApi;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * An API key, exchanged for access tokens. One is kept, and renewed a while before it expires by whoever
 * comes first; the others go on with the old one meanwhile.
 */
final class ApiKey implements Credentials {
    /** Longer than a request takes, much shorter than the vendor's hour; our choice. */
    private static final Duration AHEAD = Duration.ofSeconds(60);

    /** After a renewal that failed, while the old token still serves; our choice. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private record Token(String text, long renewAt, long expiresAt) {}

    private final AccessTokensApi api;
    private final String tenant;
    private final String clientId;
    private final String clientSecret;
    private final Secrets secrets;
    private final Time time;
    private final ReentrantLock exchange = new ReentrantLock();
    private volatile @Nullable Token current;

    ApiKey(AccessTokensApi api, String tenant, String clientId, String clientSecret, Secrets secrets, Time time) {
        this.api = api;
        this.tenant = tenant;
        this.clientId = clientId;
        this.clientSecret = clientSecret;
        this.secrets = secrets;
        this.time = time;
    }

    @Override
    public String token(Deadline deadline) {
        Token now = current;
        if (now == null || time.nanos() - now.expiresAt >= 0) {
            return otherThan(now, deadline);
        }
        if (time.nanos() - now.renewAt >= 0 && exchange.tryLock()) {
            try {
                return now.equals(current) ? exchange(deadline.half()) : token(deadline);
            } catch (SegmentsException e) {
                current = new Token(now.text, time.nanos() + PAUSE.toNanos(), now.expiresAt);
            } finally {
                exchange.unlock();
            }
        }
        return now.text;
    }

    @Override
    public Optional<String> tokenInsteadOf(String rejected, Deadline deadline) {
        Token now = current;
        return Optional.of(now == null || now.text.equals(rejected) ? otherThan(now, deadline) : now.text);
    }

    private String otherThan(@Nullable Token old, Deadline deadline) {
        try {
            if (!exchange.tryLock(deadline.left().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new ConnectionException(Problem.of("no access token came within the deadline"), null);
            }
        } catch (InterruptedException e) {
            throw ConnectionException.interrupted("the wait for an access token", e);
        }
        try {
            Token now = current;
            return now == null || now.equals(old) ? exchange(deadline) : now.text;
        } finally {
            exchange.unlock();
        }
    }

    private String exchange(Deadline deadline) {
        secrets.add(clientSecret);
        long asked = time.nanos();
        AccessTokenResponse answer = api.createAccessToken(
                        tenant, "client_credentials", encoded(clientId), encoded(clientSecret), deadline)
                .body();
        if (!answer.accessToken().matches("[!-~]+")) {
            throw new ProtocolException(
                    Problem.of(
                            "the access token that the server made can't be sent: it is empty, or holds more than visible ASCII characters"));
        }
        Duration life = Duration.ofSeconds(Math.max(0, Math.min(answer.expiresIn(), 365L * 24 * 3600)));
        Duration ahead = Time.shorter(life.dividedBy(2), AHEAD);
        long expiresAt = asked + life.toNanos();
        current = new Token(answer.accessToken(), expiresAt - ahead.toNanos(), expiresAt);
        return answer.accessToken();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
