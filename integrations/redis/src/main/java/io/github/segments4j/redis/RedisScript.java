package io.github.segments4j.redis;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Runs the script on Redis, as long as Redis answers. Lettuce keeps commands while it is disconnected, and takes up to
 * 30 s between attempts to connect. So a connection is closed after its first failure, and a new one is opened.
 */
final class RedisScript implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RedisScript.class);
    private static final String SOURCE = source();

    /** Redis answers within a millisecond as a rule. Half a second costs a listing five pages at most. */
    static final Duration PATIENCE = Duration.ofMillis(500);

    private static final Duration CONNECT_AT_MOST_EVERY = Duration.ofSeconds(1);

    /**
     * Connecting takes several round trips, and a new JVM on a busy machine needs seconds for its first one (measured).
     */
    private static final Duration LONGEST_CONNECT = Duration.ofSeconds(5);

    private final String key;
    private final String quota;
    private final Connection.Opener opener;

    /** Null while Redis is away. */
    private volatile @Nullable Connection connection;

    private boolean isConnecting;
    private boolean isAway;
    private boolean isClosed;
    private long lastAttempt;

    /** Waits for the first connection, for 5 seconds at most. */
    RedisScript(String key, int quota, Connection.Opener opener) {
        this.key = key;
        this.quota = Integer.toString(quota);
        this.opener = opener;
        connect().join();
    }

    boolean isAway() {
        return connection == null;
    }

    /** Runs the script. Fails at once while Redis is away, and otherwise in half a second at the latest. */
    CompletableFuture<List<Long>> run(String... arguments) {
        Connection current = connection;
        if (current == null) {
            connectIfDue();
            return CompletableFuture.failedFuture(new IllegalStateException("Redis is away"));
        }
        return run(current, arguments).whenComplete((answer, failure) -> {
            if (failure != null) {
                lost(current, failure);
            }
        });
    }

    private CompletableFuture<List<Long>> run(Connection current, String... arguments) {
        String[] all = Stream.concat(Stream.of(quota), Stream.of(arguments)).toArray(String[]::new);
        return started(() -> current.run(SOURCE, key, all)).orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
    }

    private synchronized void connectIfDue() {
        if (!isConnecting && !isClosed && System.nanoTime() - lastAttempt >= CONNECT_AT_MOST_EVERY.toNanos()) {
            var unused = connect();
        }
    }

    private synchronized CompletableFuture<@Nullable Void> connect() {
        isConnecting = true;
        lastAttempt = System.nanoTime();
        // The other processes need up to this long to notice that Redis is back.
        Duration pause = isAway ? CONNECT_AT_MOST_EVERY : Duration.ZERO;
        CompletableFuture<Connection> opened = started(opener::open);
        return opened.thenCompose(candidate ->
                        run(candidate, "touch", SharedSchedule.micros(pause)).thenApply(done -> candidate))
                .orTimeout(LONGEST_CONNECT.toMillis(), TimeUnit.MILLISECONDS)
                .handle((candidate, failure) -> {
                    if (failure == null) {
                        connected(candidate);
                    } else {
                        var unused = opened.thenCompose(Connection::close);
                        away(failure);
                    }
                    return null;
                });
    }

    private synchronized void connected(Connection candidate) {
        isConnecting = false;
        candidate.onDisconnect(failure -> lost(candidate, failure));
        if (isClosed) {
            var unused = candidate.close();
            return;
        }
        connection = candidate;
        if (isAway) {
            isAway = false;
            LOG.info("The rate limit {} is shared again", key);
        }
    }

    private synchronized void lost(Connection failed, Throwable failure) {
        if (failed.equals(connection)) {
            connection = null;
            var unused = failed.close();
            away(failure);
        }
    }

    private synchronized void away(Throwable failure) {
        isConnecting = false;
        if (!isAway && !isClosed) {
            isAway = true;
            LOG.warn(
                    "The rate limit {} is not shared, because Redis cannot be used: {}. Until it can, this process keeps to the"
                            + " limit on its own, and together with others it may exceed it",
                    key,
                    describe(failure));
        }
    }

    /** Waits until the connection is closed: the Redis client logs a warning if it is shut down before. */
    @Override
    public void close() {
        Connection last;
        synchronized (this) {
            isClosed = true;
            last = connection;
            connection = null;
        }
        if (last != null) {
            last.close()
                    .completeOnTimeout(null, PATIENCE.toMillis(), TimeUnit.MILLISECONDS)
                    .exceptionally(failure -> null)
                    .join();
        }
    }

    /**
     * An exception at the start becomes a failure of the future. A timeout of this future does not affect Lettuce's
     * future.
     */
    private static <T> CompletableFuture<T> started(Supplier<? extends CompletionStage<T>> action) {
        return CompletableFuture.completedFuture(action).thenCompose(Supplier::get);
    }

    private static String describe(Throwable failure) {
        Throwable cause = failure instanceof CompletionException wrapped && wrapped.getCause() != null
                ? wrapped.getCause()
                : failure;
        return cause instanceof TimeoutException
                ? "it took more than " + PATIENCE.toMillis() + " ms"
                : cause.toString();
    }

    private static String source() {
        try (InputStream script =
                Objects.requireNonNull(RedisScript.class.getResourceAsStream("schedule.lua"), "schedule.lua")) {
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
