package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import feign.DefaultRetryer;
import io.github.resilience4j.core.IntervalFunction;
import io.github.resilience4j.retry.Retry;
import io.github.resilience4j.retry.RetryConfig;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ServerSocketFactory;

/** What clients do when a server or a network misbehaves: whether they return, and what they recover from. */
final class Faults {
    private static final String FEIGN = "generated, feign, its default Retryer";
    private static final String RESILIENCE4J = "Jackson databind, Resilience4j retry";
    private static final String SETTING = "a timeout of 1 s";
    private static final Duration SECOND = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);

    /** What goes wrong, by the question that it answers. */
    private static final Map<Measure, Fault> QUESTIONS = new TreeMap<>(Map.of(
            Measure.INTERRUPTED, Fault.stall(),
            Measure.STALL_ENDS, Fault.stall(),
            Measure.DRIP_ENDS, Fault.drip(1, Duration.ofMillis(100)),
            Measure.CUT_SEEN, Fault.cutAfter(300),
            Measure.ERROR_SEEN, Fault.status(503),
            Measure.REPEAT_SEEN, Fault.repeatedToken()));

    /** Rules of the sandbox, by setting. */
    private static final Map<String, List<String>> MIXES = new TreeMap<>(Map.of(
            "10 % answered 429, Retry-After: 1", List.of("status=429,retryAfter=1s,probability=0.1"),
            "10 % answered 503", List.of("status=503,probability=0.1"),
            "10 % disconnected", List.of("disconnect,probability=0.1"),
            "10 % of bodies cut short", List.of("cutAfter=500,probability=0.1"),
            "an outage: 3 times 503", List.of("status=503,times=3"),
            "everything, 3 % each",
                    List.of(
                            "status=503,probability=0.03",
                            "status=500,probability=0.03",
                            "status=429,retryAfter=1s,probability=0.03",
                            "cutAfter=500,probability=0.03",
                            "disconnect,probability=0.03")));

    private static final Map<String, Lister.Opener> RETRYING = new TreeMap<>(Map.of(
            OURS, target -> new SegmentsLister(SegmentsLister.unlimited(target)),
            FEIGN, target -> Generated.feign(target, feign -> feign.retryer(new DefaultRetryer())),
            RESILIENCE4J, target -> retrying(new HandWritten(target).databind())));

    static void conduct(Session session) throws Exception {
        for (JavaClient client :
                session.pick(EnumSet.of(JavaClient.OURS), EnumSet.complementOf(EnumSet.of(JavaClient.OURS_TO_CSV)))) {
            boolean ours = client.who().startsWith(OURS);
            ask(session, client.who(), client::open, ours ? QUESTIONS.keySet() : without(Measure.REPEAT_SEEN));
        }
        Map<String, String> settings = Map.of("RUNTIME__REQUEST_TIMEOUT", "1", "RUNTIME__REQUEST_MAX_ATTEMPTS", "1");
        for (Script dlt : session.pick(List.<Script>of(), Script.installed(session, Script.DLT))) {
            Lister.Opener opener = target -> dlt.start(target, settings).awaitReady();
            ask(session, dlt.who(), opener, without(Measure.INTERRUPTED));
        }
        session.together();
    }

    private static Set<Measure> without(Measure question) {
        Set<Measure> others = EnumSet.copyOf(QUESTIONS.keySet());
        others.remove(question);
        return others;
    }

    private static void ask(Session session, String who, Lister.Opener opener, Set<Measure> questions) {
        for (Measure question : questions) {
            session.trial(SETTING, who, () -> Map.of(question, endsWithError(opener, question) ? 1.0 : 0.0));
        }
        int pages = session.pick(2, 200);
        session.trial(SETTING, who, () -> Map.of(Measure.CONNECTIONS, connections(opener, pages)));
    }

    private static boolean endsWithError(Lister.Opener opener, Measure question) throws Exception {
        boolean isInterrupt = question == Measure.INTERRUPTED;
        Duration timeout = isInterrupt ? PATIENCE.multipliedBy(9) : SECOND;
        try (Sandbox sandbox = Target.sandbox(20).start();
                Lister lister = opener.open(Target.of(sandbox).withTimeout(timeout))) {
            warmUp(lister);
            sandbox.faults().always(Objects.requireNonNull(QUESTIONS.get(question)));
            AtomicBoolean failed = new AtomicBoolean();
            Thread thread = new Thread(() -> failed.set(fails(lister, 10)));
            thread.setDaemon(true);
            thread.start();
            if (isInterrupt) {
                Thread.sleep(SECOND.toMillis()); // Until the client only waits.
                thread.interrupt();
            }
            thread.join(PATIENCE.toMillis());
            return failed.get();
        }
    }

    /** The first pages of a cold JVM may take longer than the timeout. */
    private static void warmUp(Lister lister) throws IOException {
        for (int attempt = 1; fails(lister, 10); attempt++) {
            if (attempt == 5) {
                throw new IOException("Not even a listing without a fault succeeds");
            }
        }
    }

    private static boolean fails(Lister lister, int pageSize) {
        try {
            lister.list(pageSize);
            return false;
        } catch (Exception e) {
            return true;
        }
    }

    private static double connections(Lister.Opener opener, int pages) throws Exception {
        try (Sandbox sandbox = Target.sandbox(pages * 100).start();
                Relay relay = new Relay(sandbox.port(), 0, ServerSocketFactory.getDefault());
                Lister lister = opener.open(Target.of(sandbox).at(relay.baseUrl("http")))) {
            lister.list(100);
            sandbox.requests().assertPages(pages);
            return relay.connections.get();
        }
    }

    static void recovery(Session session) throws Exception {
        int pages = session.pick(3, 100);
        MIXES.forEach((mix, rules) -> RETRYING.forEach((who, opener) -> {
            for (int round = 1; round <= session.pick(1, 5); round++) {
                SandboxBuilder sandbox = Target.sandbox(pages * 100).faultSeed(round);
                rules.forEach(sandbox::fault);
                session.trial(mix, who, () -> recover(sandbox, opener));
            }
        }));
        session.together();
        for (String who : RETRYING.keySet()) {
            double fewest = MIXES.keySet().stream()
                    .mapToDouble(mix ->
                            session.figures().sorted(mix, who, Measure.PAGES).get(0))
                    .min()
                    .orElseThrow();
            session.add("all of these", who, Measure.FEWEST_PAGES, fewest);
        }
    }

    private static Map<Measure, Double> recover(SandboxBuilder builder, Lister.Opener opener) throws Exception {
        try (Sandbox sandbox = builder.start();
                Lister lister = opener.open(Target.of(sandbox))) {
            long start = System.nanoTime();
            fails(lister, 100);
            double seconds = (System.nanoTime() - start) / 1e9;
            List<RequestLog.Entry> requests = sandbox.requests().all();
            double pages = requests.stream()
                    .filter(request ->
                            request.status() == 200 && request.faults().isEmpty())
                    .count();
            return Map.of(
                    Measure.PAGES, pages,
                    Measure.SECONDS, seconds,
                    Measure.REQUESTS, (double) requests.size());
        }
    }

    private static Lister.OfPages retrying(Lister.OfPages lister) {
        RetryConfig config = RetryConfig.custom()
                .maxAttempts(5)
                .intervalFunction(IntervalFunction.ofExponentialRandomBackoff(Duration.ofMillis(500), 2, 0.5))
                .retryExceptions(IOException.class)
                .build();
        Retry retry = Retry.of("segments", config);
        return (size, token) ->
                Retry.decorateCallable(retry, () -> lister.page(size, token)).call();
    }
}
