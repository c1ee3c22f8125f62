package io.github.segments4j.redis;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.redis.SharedSchedule.Start;
import io.lettuce.core.AclSetuserArgs;
import io.lettuce.core.RedisClient;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.protocol.CommandType;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script, on a real Redis. Each start is so far in the future that no test has to be quick. */
class SharedScheduleTest {
    private static final String KEY = "segments:acme";
    private static final Duration LONG = Duration.ofHours(1);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MICROS = 1_000_000;

    @TempDir
    private static Path folder;

    private static RedisServer server;
    private static RedisClient client;
    private static StatefulRedisConnection<String, String> connection;

    private final RedisCommands<String, String> redis = connection.sync();
    private SharedSchedule one;
    private SharedSchedule other;

    @BeforeAll
    static void connect() throws Exception {
        server = new RedisServer(folder);
        client = RedisClient.create();
        connection = client.connect(server.uri());
    }

    @AfterAll
    static void disconnect() {
        if (server != null) {
            client.shutdown();
            server.close();
        }
    }

    @BeforeEach
    void open() {
        redis.flushall();
        one = schedule();
        other = schedule();
        book(one); // The first starts of a process are further apart.
        book(other);
        redis.flushall();
    }

    @AfterEach
    void close() {
        one.close();
        other.close();
    }

    private static SharedSchedule schedule() {
        return schedule(server);
    }

    private static SharedSchedule schedule(RedisServer server) {
        return new SharedSchedule(
                10,
                KEY,
                () -> client.connectAsync(StringCodec.UTF8, server.uri())
                        .thenApply(opened -> new Connection(opened, opened.async())));
    }

    private static Start book(SharedSchedule schedule) {
        return schedule.book(LONG).join().orElseThrow();
    }

    private static void refuse(SharedSchedule schedule, Duration holdBack) {
        schedule.refuse(holdBack).join();
    }

    private static void release(SharedSchedule schedule, Start start) {
        schedule.release(start);
        awaitSent(schedule);
    }

    /** Redis answers in the order of the requests. */
    private static void awaitSent(SharedSchedule schedule) {
        schedule.stands(new Start(Duration.ZERO, 0, 0, 0)).join();
    }

    /** Fills the next minute, so that the following starts are in the future. */
    private void fillAMinute() {
        refuse(one, MINUTE);
        redis.hdel(KEY, "pace", "paced");
    }

    @Test
    void theFirstStartIsNow() {
        assertThat(book(one).waiting()).isZero();
    }

    @Test
    void allWhoShareItGetStartsThatAre105MillisecondsApart() {
        fillAMinute();
        Start first = book(one);
        Start second = book(other);
        Start third = book(one);

        assertThat(second.at() - first.at()).isEqualTo(105_000);
        assertThat(third.at() - second.at()).isEqualTo(105_000);
    }

    @Test
    void startsAre120MillisecondsApartFor1200MillisecondsAfterTheFirstOfAProcess() {
        fillAMinute();
        try (SharedSchedule added = schedule()) {
            long cold = book(added).at();
            for (int start = 1; start <= 10; start++) {
                assertThat(book(one).at() - cold).isEqualTo(start * 120_000L);
            }
            assertThat(book(added).at() - cold).isEqualTo(1_305_000);
        }
    }

    @Test
    void aStartThatIsTooLateIsNotHandedOut() {
        fillAMinute();
        Start first = book(one);

        Optional<Start> tooLate = other.book(Duration.ofSeconds(1)).join();

        assertThat(tooLate).isEmpty();
        assertThat(book(one).at() - first.at()).isEqualTo(105_000);
    }

    @Test
    void theLastStartCanBeGivenBack() {
        fillAMinute();
        book(one);
        Start given = book(one);

        release(one, given);

        assertThat(book(other).at()).isEqualTo(given.at());
    }

    @Test
    void anEarlierStartIsLostIfItIsGivenBack() {
        fillAMinute();
        Start given = book(one);
        Start last = book(other);

        release(one, given);

        assertThat(book(one).at() - last.at()).isEqualTo(105_000);
    }

    @Test
    void aRefusalHoldsAllBackAndLowersThePaceOfAll() {
        refuse(one, MINUTE);
        Start first = book(other);
        Start second = book(other);

        assertThat(first.waiting()).isBetween(Duration.ofSeconds(30), MINUTE);
        assertThat(second.at() - first.at()).isBetween(110_500L, 110_527L); // 95 % of the pace.
    }

    @Test
    void aSecondRefusalWithinASecondDoesNotLowerThePaceAgain() {
        refuse(one, MINUTE);
        redis.hset(KEY, "paced", Long.toString(now() + 3_600L * MICROS)); // So that no second passes.
        refuse(one, MINUTE);

        assertThat(redis.hget(KEY, "pace")).startsWith("9.04");
    }

    @Test
    void aSecondRefusalSoonAfterTheFirstLowersThePaceMore() {
        refuse(one, MINUTE);
        redis.hset(KEY, "paced", Long.toString(now() - 1_500_000)); // A little later than that, when it is read.
        refuse(one, MINUTE);

        double pace = Double.parseDouble(redis.hget(KEY, "pace"));
        assertThat(pace / 9.048).isBetween(0.3 + 0.65 * 0.3, 0.95);
    }

    @Test
    void thePaceNeverFallsBelowOneRequestIn2Seconds() {
        for (int i = 0; i < 20; i++) {
            refuse(one, MINUTE);
            redis.hset(KEY, "paced", Long.toString(now() - MICROS));
        }
        redis.hset(KEY, "paced", Long.toString(now()));
        Start first = book(one);

        assertThat(book(one).at() - first.at()).isBetween(1_900_000L, 2_000_000L);
    }

    @Test
    void thePaceRecovers() {
        refuse(one, MINUTE);
        redis.hset(KEY, "paced", Long.toString(now() - 300L * MICROS));
        Start first = book(one);

        assertThat(book(one).at() - first.at()).isEqualTo(105_000);
    }

    @Test
    void aStartStandsUntilARefusal() {
        Start start = book(one);
        assertThat(one.stands(start).join()).isTrue();

        refuse(other, MINUTE);

        assertThat(one.stands(start).join()).isFalse();
    }

    @Test
    void aShorterHoldDoesNotEndALongerOne() {
        refuse(one, MINUTE);
        refuse(other, Duration.ofSeconds(1));

        assertThat(book(one).waiting()).isGreaterThan(Duration.ofSeconds(30));
    }

    @Test
    void aRedisThatLostEverythingStartsAnewAndKnowsTheOldStartsNoMore() {
        fillAMinute();
        Start old = book(one);

        redis.flushall();
        redis.scriptFlush();

        assertThat(one.stands(old).join()).isFalse();
        assertThat(book(one).waiting()).isZero();
    }

    @Test
    void aClockThatIsSetBackDoesNotMakeWaitsLonger() {
        refuse(one, MINUTE);
        Start before = book(one);
        long hour = 3_600L * MICROS;
        redis.hset(
                KEY,
                Map.of(
                        "seen", Long.toString(now() + hour),
                        "last", Long.toString(before.at() + hour),
                        "held", Long.toString(before.at() + hour),
                        "paced", Long.toString(now() + hour)));

        assertThat(book(one).waiting()).isLessThan(MINUTE.plusSeconds(1));
        assertThat(book(one).waiting()).isLessThan(MINUTE.plusSeconds(1));
    }

    @Test
    void aRefusalThatRedisDidNotLearnIsReportedBeforeTheNextStart() throws Exception {
        try (RedisServer restarted = new RedisServer(folder);
                SharedSchedule schedule = schedule(restarted)) {
            book(schedule);
            restarted.kill();
            awaitAway(schedule);
            assertThat(schedule.refuse(MINUTE.multipliedBy(10))).isCompletedExceptionally();

            restarted.start();

            assertThat(awaitStart(schedule).waiting()).isGreaterThan(MINUTE);
        }
    }

    private static void awaitAway(SharedSchedule schedule) {
        while (!schedule.isAway()) {
            schedule.book(LONG).exceptionally(failure -> Optional.empty()).join();
        }
    }

    private static Start awaitStart(SharedSchedule schedule) {
        Optional<Start> start = Optional.empty();
        while (start.isEmpty()) {
            start = schedule.book(LONG)
                    .exceptionally(redisIsAway -> Optional.empty())
                    .join();
        }
        return start.get();
    }

    /** Else it would connect each second, and lose the connection with the first start. */
    @Test
    void aUserThatMayNotUseEachCommandDoesNotConnect() {
        redis.aclSetuser("default", AclSetuserArgs.Builder.removeCommand(CommandType.HINCRBY));
        try (SharedSchedule refused = schedule()) {
            assertThat(refused.isAway()).isTrue();
        } finally {
            redis.aclSetuser("default", AclSetuserArgs.Builder.allCommands());
        }
    }

    @Test
    void theKeyExpiresTenMinutesAfterTheHold() {
        refuse(one, Duration.ofHours(1));

        assertThat(Duration.ofMillis(redis.pttl(KEY))).isBetween(Duration.ofMinutes(69), Duration.ofMinutes(70));
    }

    private long now() {
        var time = redis.time();
        return Long.parseLong(time.get(0)) * MICROS + Long.parseLong(time.get(1));
    }
}
