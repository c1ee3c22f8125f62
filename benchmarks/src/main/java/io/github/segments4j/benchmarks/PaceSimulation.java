package io.github.segments4j.benchmarks;

import io.github.segments4j.SimulatedPacer;
import io.github.segments4j.sandbox.limits.RateLimit;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.function.Function;

/**
 * Processes on one quota, on a virtual clock: the client's limiter, the sandbox's limits, and between them a network that
 * delays each request by 0 to 30 ms. A refused request holds its process back for a second, and is sent again after the
 * client's backoff. The same seed gives the same run.
 */
final class PaceSimulation {
    private static final int REQUESTS_PER_SECOND = 10;
    private static final Duration HOLD_BACK = Duration.ofSeconds(1);
    private static final long ANSWER = Duration.ofMillis(5).toNanos();
    private static final int JITTER = (int) Duration.ofMillis(30).toNanos();
    private static final double BACKOFF = Duration.ofMillis(500).toNanos();
    private static final double LONGEST_BACKOFF = Duration.ofSeconds(30).toNanos();

    private interface Action {
        void run() throws Exception;
    }

    private record Event(long at, long number, Action action) {}

    private final Queue<Event> events =
            new PriorityQueue<>(Comparator.comparingLong(Event::at).thenComparingLong(Event::number));
    private final List<ClientProcess> processes = new ArrayList<>();
    private final Random random;
    private final RateLimit server;
    private long numbers;
    private long now;
    private double strayShare;
    private boolean refusesNext;

    PaceSimulation(long seed, Function<InstantSource, RateLimit> limit) {
        random = new Random(seed);
        server = limit.apply(() -> Instant.EPOCH.plusNanos(now));
    }

    /** Refuses so many of the requests, from 0 to 1, although they are within the limit. */
    void refuseByChance(double share) {
        strayShare = share;
    }

    /** Refuses the next request, although it is within the limit. */
    void refuseNext() {
        refusesNext = true;
    }

    /** Adds a process whose listings have so many pages each, and which starts within 0.3 s. */
    ClientProcess add(int listings, int pages) {
        ClientProcess process = new ClientProcess();
        processes.add(process);
        long start = now + random.nextInt(300_000_000);
        for (int i = 0; i < listings; i++) {
            new Listing(process, pages).sendAt(start);
        }
        return process;
    }

    List<ClientProcess> processes() {
        return processes;
    }

    double seconds() {
        return now / 1e9;
    }

    /** Goes on for so many seconds, or until all listings have ended. */
    void run(double seconds) throws Exception {
        long end = now + (long) (seconds * 1e9);
        while (!events.isEmpty() && events.element().at() <= end) {
            Event event = events.remove();
            now = event.at();
            event.action().run();
        }
        if (!events.isEmpty()) {
            now = end;
        }
    }

    private void at(long time, Action action) {
        events.add(new Event(time, numbers++, action));
    }

    private boolean admits() {
        boolean stray = refusesNext || random.nextDouble() < strayShare;
        refusesNext = false;
        return !stray && server.tryAcquire();
    }

    /** One process, with a limiter that its listings share. */
    final class ClientProcess {
        private final SimulatedPacer pacer = new SimulatedPacer(REQUESTS_PER_SECOND, () -> now);
        private final Queue<Listing> line = new ArrayDeque<>();
        private final List<Double> starts = new ArrayList<>();
        private boolean waits;
        private boolean ended;
        private double lastPage;
        private int pages;
        private int refused;

        int pages() {
            return pages;
        }

        int refused() {
            return refused;
        }

        /** When its last page came. */
        double lastPage() {
            return lastPage;
        }

        /** When its requests started, in seconds. */
        List<Double> starts() {
            return starts;
        }

        void end() {
            ended = true;
        }

        private void startWhatMay() throws Exception {
            while (!line.isEmpty() && !waits && !ended) {
                long wait = pacer.untilNextStart();
                if (wait > 0) {
                    waits = true;
                    at(now + wait, () -> {
                        waits = false;
                        startWhatMay();
                    });
                } else {
                    starts.add(seconds());
                    line.remove().send(pacer.start());
                }
            }
        }
    }

    /** Asks for one page after the other. */
    private final class Listing {
        private final ClientProcess process;
        private int pagesLeft;
        private int refusalsInARow;

        Listing(ClientProcess process, int pages) {
            this.process = process;
            pagesLeft = pages;
        }

        void sendAt(long time) {
            at(time, () -> {
                process.line.add(this);
                process.startWhatMay();
            });
        }

        void send(long permit) {
            at(now + random.nextInt(JITTER), () -> {
                boolean admitted = admits();
                at(now + ANSWER, () -> answer(permit, admitted));
            });
        }

        private void answer(long permit, boolean admitted) {
            process.pacer.answered(permit, admitted ? Duration.ZERO : HOLD_BACK);
            if (admitted) {
                refusalsInARow = 0;
                process.pages++;
                process.lastPage = seconds();
                pagesLeft--;
                if (pagesLeft > 0) {
                    sendAt(now);
                }
            } else {
                refusalsInARow++;
                process.refused++;
                double backoff = Math.min(LONGEST_BACKOFF, BACKOFF * Math.pow(2, refusalsInARow - 1));
                sendAt(now + (long) (backoff * (0.5 + 0.5 * random.nextDouble())));
            }
        }
    }
}
