package io.github.segments4j.redis;

import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** The schedule that the script keeps in Redis. Never blocks. Its answers fail while Redis is away. */
final class SharedSchedule implements AutoCloseable {
    /**
     * When a request may start.
     *
     * @param waiting how long it has to wait from now
     * @param at its time on the clock of Redis, in microseconds
     * @param since the schedule that it belongs to
     * @param number how many starts were handed out to all processes
     */
    record Start(Duration waiting, long at, long since, long number) {}

    /** Servers close a connection that was idle for some time, 10 s or more as a rule. */
    private static final Duration PAUSE = Duration.ofSeconds(10);

    private final RedisScript script;
    private final AtomicLong lastBooked = new AtomicLong(System.nanoTime() - PAUSE.toNanos());

    /** The end of a hold that could not be reported to Redis. */
    private final AtomicLong unreportedHold = new AtomicLong(System.nanoTime());

    SharedSchedule(int quota, String key, Connection.Opener opener) {
        script = new RedisScript(key, quota, opener);
    }

    /** Hands out the next start. Returns empty, and hands out nothing, if the caller cannot wait that long. */
    CompletableFuture<Optional<Start>> book(Duration atMost) {
        long now = System.nanoTime();
        boolean isCold = now - lastBooked.getAndSet(now) >= PAUSE.toNanos();
        return unreportedHoldReported()
                .thenCompose(reported -> script.run("book", micros(atMost), isCold ? "1" : "0"))
                .thenApply(answer -> {
                    long wait = answer.get(0);
                    return wait < 0
                            ? Optional.empty()
                            : Optional.of(new Start(
                                    Duration.of(wait, ChronoUnit.MICROS), answer.get(1), answer.get(2), answer.get(3)));
                });
    }

    /** Whether the start may still be used: only if the API has refused nothing since the start was handed out. */
    CompletableFuture<Boolean> stands(Start start) {
        return script.run("stands", Long.toString(start.since())).thenApply(answer -> answer.get(0) == 1);
    }

    /** Gives a start back. It is lost if a later one was handed out. */
    void release(Start start) {
        var unused = script.run("release", Long.toString(start.at()), Long.toString(start.since()));
    }

    /** Reports that the API refused a request; if Redis is away, as soon as it is back. */
    CompletableFuture<List<Long>> refuse(Duration holdBack) {
        long end = System.nanoTime() + holdBack.toNanos();
        return script.run("refuse", micros(holdBack)).whenComplete((answer, failure) -> {
            if (failure != null) {
                unreportedHold.accumulateAndGet(end, (one, other) -> one - other > 0 ? one : other);
            }
        });
    }

    private CompletableFuture<List<Long>> unreportedHoldReported() {
        long now = System.nanoTime();
        long left = unreportedHold.getAndSet(now) - now;
        return left > 0 ? refuse(Duration.ofNanos(left)) : CompletableFuture.completedFuture(List.of());
    }

    boolean isAway() {
        return script.isAway();
    }

    @Override
    public void close() {
        script.close();
    }

    static String micros(Duration duration) {
        return Long.toString(duration.toNanos() / 1_000);
    }
}
