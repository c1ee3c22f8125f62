package io.github.segments4j.benchmarks;

import com.google.common.io.Closer;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import io.github.segments4j.benchmarks.Limits.Group;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Sandbox;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Processes that share a quota, while what they share it by fails. */
final class Outages {
    private static final String NAME = "quota";

    private final Duration before;
    private final Group group;
    private final int pages;

    private Outages(Duration before, Group group, int pages) {
        this.before = before;
        this.group = group;
        this.pages = pages;
    }

    private interface Step {
        void run() throws Exception;
    }

    /** What fails, and for how long. */
    private record Outage(Step begin, Duration length, Step end) {}

    static void run(Session session) throws Exception {
        Outages outages = session.pick(
                new Outages(Duration.ofMillis(200), new Group(2, 1), 10),
                new Outages(Duration.ofSeconds(8), new Group(4, 4), 20));
        Duration killed = session.pick(Duration.ofMillis(200), Duration.ofSeconds(10));
        Duration stopped = session.pick(Duration.ofMillis(200), Duration.ofSeconds(6));
        if (RedisProcess.isInstalled(session)) {
            String who = outages.group.who(Quota.Limiter.REDIS.who());
            session.trial("Redis is killed for 10 s", who, () -> outages.killed(killed));
            session.trial("Redis is stopped for 6 s", who, () -> outages.stopped(stopped));
            session.trial("Redis answers after 200 ms", who, () -> outages.distant(killed));
        }
        session.trial(
                "a process that has locked the file is killed",
                outages.group.who(Quota.Limiter.FILE.who()),
                outages::lockHolderKilled);
        session.inTurns(0, 1);
    }

    private Map<Measure, Double> killed(Duration length) throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            return measure(redis.address(), new Outage(redis::kill, length, redis::restart));
        }
    }

    private Map<Measure, Double> stopped(Duration length) throws Exception {
        try (RedisProcess redis = RedisProcess.start()) {
            return measure(redis.address(), new Outage(redis::stop, length, redis::resume));
        }
    }

    private Map<Measure, Double> distant(Duration length) throws Exception {
        try (RedisProcess redis = RedisProcess.start();
                Relay relay = Relay.distant(redis.port(), Duration.ofMillis(200))) {
            return measure(RedisProcess.address(relay.port()), new Outage(() -> {}, length, () -> {}));
        }
    }

    private Map<Measure, Double> measure(String redis, Outage outage) throws Exception {
        return measure(new Quota(Quota.Limiter.REDIS, redis, NAME), outage);
    }

    private Map<Measure, Double> lockHolderKilled() throws Exception {
        Path folder = Files.createTempDirectory(NAME);
        String file = folder.resolve(NAME).toString();
        try (Closer closer = Closer.create()) {
            closer.register(() -> MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE));
            Child locker = closer.register(Child.jvm(List.of(), () -> lock(file)));
            Step lock = () -> {
                locker.writeLine("");
                locker.readLine();
            };
            Quota quota = new Quota(Quota.Limiter.FILE, folder.toString(), NAME);
            return measure(quota, new Outage(lock, Duration.ofMillis(300), locker::close));
        }
    }

    /** Waits for a line, and keeps the file locked from then on. */
    private static String lock(String file) throws Exception {
        int read = System.in.read();
        try (FileChannel channel = FileChannel.open(Path.of(file), StandardOpenOption.WRITE)) {
            channel.lock();
            System.out.println(read);
            Thread.currentThread().join();
        }
        return "";
    }

    private Map<Measure, Double> measure(Quota quota, Outage outage) throws Exception {
        try (Sandbox unlimited = Target.sandbox(100).start();
                Sandbox sandbox = Sandbox.builder().segments(pages * 100).start();
                Closer closer = Closer.create()) {
            List<ListingProcess> processes =
                    Limits.start(group, Target.of(unlimited), Target.of(sandbox), quota, closer);
            Instant start = Instant.now();
            for (ListingProcess process : processes) {
                process.start(100);
            }
            Thread.sleep(before.toMillis());
            double began = seconds(start);
            outage.begin.run();
            Thread.sleep(outage.length.toMillis());
            outage.end.run();
            double ended = seconds(start);
            for (ListingProcess process : processes) {
                process.await();
            }
            List<Double> times = Limits.times(sandbox, 200, start);
            long meanwhile =
                    times.stream().filter(time -> time > began && time <= ended).count();
            return Map.of(
                    Measure.MISSING, (double) group.processes() * group.listings() * pages - times.size(),
                    Measure.REFUSED, Limits.count(sandbox, 429),
                    Measure.SHARE_MEANWHILE, 100 * meanwhile / (ended - began) / 10,
                    Measure.RECOVERED, recovered(times, ended),
                    Measure.LONGEST_GAP, longestGap(times, began));
        }
    }

    private static double seconds(Instant start) {
        return Duration.between(start, Instant.now()).toNanos() / 1e9;
    }

    /** Seconds until 28 pages come within 3 s, which is nine tenths of the quota. */
    private static double recovered(List<Double> times, double since) {
        for (int i = 0; i + 27 < times.size(); i++) {
            if (times.get(i) > since && times.get(i + 27) - times.get(i) <= 3) {
                return times.get(i) - since;
            }
        }
        return Double.NaN;
    }

    private static double longestGap(List<Double> times, double since) {
        double longest = 0;
        for (int i = 1; i < times.size(); i++) {
            if (times.get(i) > since) {
                longest = Math.max(longest, times.get(i) - times.get(i - 1));
            }
        }
        return longest;
    }
}
