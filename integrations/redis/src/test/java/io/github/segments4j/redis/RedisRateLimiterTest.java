package io.github.segments4j.redis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisURI;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.cluster.RedisClusterClient;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeoutException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The limiter while Redis comes and goes. A test ends with a failure if something hangs. */
@Timeout(120)
class RedisRateLimiterTest {
    private static final String KEY = "segments:acme";
    private static final Duration LONG = Duration.ofSeconds(60);

    /** So many that no test has to wait for the rate. */
    private static final int RATE = 1_000;

    @TempDir
    private Path folder;

    private final PrintStream stderr = System.err;
    private final ByteArrayOutputStream log = new ByteArrayOutputStream();
    private RedisServer server;
    private RedisClient client;
    private RedisRateLimiter limiter;

    @BeforeEach
    void start() throws Exception {
        System.setErr(new PrintStream(log, true, StandardCharsets.UTF_8));
        server = new RedisServer(folder);
        client = RedisClient.create();
        limiter = limiter(server.uri());
    }

    @AfterEach
    void stop() {
        System.setErr(stderr);
        if (limiter != null) {
            limiter.close();
            client.shutdown();
            server.close();
        }
    }

    private RedisRateLimiter limiter(RedisURI uri) {
        return RedisRateLimiter.perSecond(RATE, client, uri, KEY);
    }

    private static boolean isShared(RedisRateLimiter limiter) throws Exception {
        long permit = limiter.acquire(LONG);
        limiter.answered(permit, Duration.ZERO);
        return permit < 0;
    }

    private static void awaitShared(RedisRateLimiter limiter) throws Exception {
        while (!isShared(limiter)) {
            Thread.onSpinWait(); // Each turn takes a permit of the local limiter.
        }
    }

    private String lines(String part) {
        return String.join(
                "\n",
                log.toString(StandardCharsets.UTF_8)
                        .lines()
                        .filter(line -> line.contains(part))
                        .toList());
    }

    @Test
    void permitsComeFromRedis() throws Exception {
        assertThat(isShared(limiter)).isTrue();
        assertThat(lines("RedisScript")).isEmpty();
    }

    @Test
    void goesOnAloneWhileRedisIsKilledAndSharesAgainAfterwards() throws Exception {
        server.kill();
        assertThat(isShared(limiter)).isFalse();
        assertThat(isShared(limiter)).isFalse();

        server.start();
        awaitShared(limiter);

        assertThat(lines("RedisScript").lines()).hasSize(2);
        assertThat(lines("WARN")).contains("not shared", KEY);
        assertThat(lines("INFO")).contains("shared again", KEY);
    }

    @Test
    void goesOnAloneWhileRedisIsStoppedAndSharesAgainAfterwards() throws Exception {
        server.pause();
        try {
            assertThat(isShared(limiter)).isFalse();
            assertThat(lines("WARN")).contains("500 ms");
        } finally {
            server.resume();
        }
        awaitShared(limiter);
    }

    @Test
    void startsWithoutRedisAndSharesAsSoonAsThereIsOne() throws Exception {
        limiter.close();
        server.kill();
        limiter = limiter(server.uri());
        assertThat(isShared(limiter)).isFalse();

        server.start();
        awaitShared(limiter);
    }

    @Test
    void goesOnAloneWhileRedisRefusesToWrite() throws Exception {
        try (StatefulRedisConnection<String, String> connection = client.connect(server.uri())) {
            RedisCommands<String, String> redis = connection.sync();
            redis.configSet("maxmemory", "1");
            assertThat(isShared(limiter)).isFalse();
            assertThat(lines("WARN")).contains("OOM");

            redis.configSet("maxmemory", "0");
            awaitShared(limiter);
        }
    }

    @Test
    void sharesThroughARedisThatAnswersAfter200Milliseconds() throws Exception {
        try (SlowNetwork slow = new SlowNetwork(server.port(), Duration.ofMillis(200));
                RedisRateLimiter far = limiter(slow.uri())) {
            assertThat(isShared(far)).isTrue();
        }
    }

    @Test
    void aRedisThatForgetsTheScriptAndTheKeyIsNotNoticed() throws Exception {
        isShared(limiter);
        try (StatefulRedisConnection<String, String> connection = client.connect(server.uri())) {
            connection.sync().flushall();
            connection.sync().scriptFlush();
        }

        assertThat(isShared(limiter)).isTrue();
        assertThat(lines("RedisScript")).isEmpty();
    }

    @Test
    void aWaitThatWouldBeTooLongEndsAtOnce() throws Exception {
        limiter.answered(limiter.acquire(LONG), Duration.ofHours(1));

        assertThatThrownBy(() -> limiter.acquire(LONG)).isInstanceOf(TimeoutException.class);
    }

    @Test
    void noThreadWaitsForRedisPastItsDeadline() throws Exception {
        limiter.answered(limiter.acquire(LONG), Duration.ofHours(1));
        server.pause();
        try {
            assertThatThrownBy(() -> limiter.acquire(Duration.ofMillis(20))).isInstanceOf(TimeoutException.class);
        } finally {
            server.resume();
        }
    }

    @Test
    void aStartThatIsTooLateWhenItsAnswerArrivesIsNotUsed() throws Exception {
        try (SlowNetwork slow = new SlowNetwork(server.port(), Duration.ofMillis(100));
                RedisRateLimiter far = limiter(slow.uri());
                StatefulRedisConnection<String, String> connection = client.connect(server.uri())) {
            RedisCommands<String, String> redis = connection.sync();
            far.acquire(LONG);
            long inAnHour = System.currentTimeMillis() * 1_000 + 3_600_000_000L;
            // The last start counts from when the hash was written: the next one is 1.95 s after it is asked for.
            redis.hset(
                    KEY,
                    Map.of("seen", Long.toString(inAnHour), "last", Long.toString(inAnHour + 1_950_000), "held", "0"));

            assertThatThrownBy(() -> far.acquire(Duration.ofSeconds(2))).isInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void aProcessThatLosesRedisStartsNoBurst() throws Exception {
        try (RedisRateLimiter slow = RedisRateLimiter.perSecond(10, client, server.uri(), KEY)) {
            slow.acquire(LONG);
            server.kill();
            long first = slow.acquire(LONG);
            long before = System.nanoTime();
            for (int i = 0; i < 3; i++) {
                assertThat(slow.acquire(LONG)).as("a local permit").isNotNegative();
            }

            assertThat(first).isNotNegative();
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(300));
        }
    }

    @Test
    void aRefusalOfOneProcessHoldsTheOthersBackEvenIfTheyWaitAlready() throws Exception {
        try (RedisRateLimiter other = limiter(server.uri())) {
            other.answered(other.acquire(LONG), Duration.ofSeconds(1));
            CompletableFuture<Long> waiter = CompletableFuture.supplyAsync(() -> {
                try {
                    return limiter.acquire(LONG);
                } catch (Exception e) {
                    throw new AssertionError(e);
                }
            });
            other.answered(-1, Duration.ofHours(1));

            assertThatThrownBy(waiter::join).hasRootCauseInstanceOf(TimeoutException.class);
        }
    }

    @Test
    void anInterruptedThreadGivesItsPlaceBack() throws Exception {
        limiter.answered(limiter.acquire(LONG), Duration.ofMinutes(1));
        Thread.currentThread().interrupt();

        assertThatThrownBy(() -> limiter.acquire(Duration.ofHours(1))).isInstanceOf(InterruptedException.class);

        try (StatefulRedisConnection<String, String> connection = client.connect(server.uri())) {
            RedisCommands<String, String> redis = connection.sync();
            while (redis.hget(KEY, "last").compareTo(redis.hget(KEY, "held")) >= 0) {
                Thread.onSpinWait(); // The place is given back as soon as Redis has handed it out.
            }
        }
    }

    @Test
    void aClosedLimiterGoesOnAlone() throws Exception {
        limiter.close();

        assertThat(isShared(limiter)).isFalse();
        assertThat(lines("RedisScript")).isEmpty();
    }

    @Test
    void aClientThatIsShutDownFirstDoesNoHarm() throws Exception {
        client.shutdown();

        assertThat(isShared(limiter)).isFalse();
        assertThat(isShared(limiter)).isFalse();
    }

    @Test
    void aListingLosesNoPageWhileRedisIsKilledAndStarted() throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(300).rateLimit(Limit.NONE).start();
                SegmentsClient segments = SegmentsClient.builder()
                        .baseUrl(sandbox.baseUrl())
                        .tenant(sandbox.tenant())
                        .accessToken(sandbox.accessToken())
                        .rateLimiter(limiter)
                        .build()) {
            int rows = 0;
            for (var segment : segments.list(ListOptions.pageSize(10))) {
                rows += segment.id().isEmpty() ? 0 : 1;
                if (rows == 100) {
                    server.kill();
                }
                if (rows == 200) {
                    server.start();
                }
            }
            assertThat(rows).isEqualTo(300);
        }
    }

    @Test
    void aClusterSharesAsWell() throws Exception {
        try (RedisServer node =
                new RedisServer(folder, "--cluster-enabled", "yes", "--cluster-require-full-coverage", "no")) {
            try (StatefulRedisConnection<String, String> connection = client.connect(node.uri())) {
                connection.sync().clusterAddSlots(IntStream.range(0, 16_384).toArray());
            }
            try (RedisClusterClient cluster = RedisClusterClient.create(node.uri());
                    RedisRateLimiter shared = RedisRateLimiter.perSecond(RATE, cluster, KEY)) {
                awaitShared(shared); // The cluster needs a moment until it knows that it is complete.
            }
        }
    }

    @Test
    void anEmptyKeyAndARateOutOfBoundsAreRejected() {
        assertThatThrownBy(() -> RedisRateLimiter.perSecond(10, client, server.uri(), ""))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("key");
        assertThatThrownBy(() -> RedisRateLimiter.perSecond(0, client, server.uri(), KEY))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("1000");
    }
}
