package io.github.segments4j.benchmarks;

import io.github.segments4j.benchmarks.peers.JavaClient;
import io.github.segments4j.benchmarks.peers.Lister;
import io.github.segments4j.benchmarks.peers.Relay;
import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.ToDoubleFunction;

/** Which clients return, and with an error, when a server or a network misbehaves? */
final class ConductTable {
    private static final String METHOD = """
            Each client lists two pages twice, with all its timeouts set to 1 s and one attempt for each request. The
            first listing goes well. During the second one its thread is interrupted, or no answer comes, or the body
            comes one byte every 100 ms, or the body is truncated, or the server answers 503, or it repeats a page token.
            The table shows whether the client ends with an error within 4 s. An empty cell means that the question does
            not apply: callers of a client that reads single pages write the loop themselves, and a process has no thread
            to interrupt. The last column shows how many connections a client opens for 200 pages of 100 rows; one is
            enough.
            """;

    private static final String SETTING = "a timeout of 1 s";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int PAGE_SIZE = 10;

    /** What goes wrong, by the question that it answers. */
    private static final Map<Measure, Fault> FAULTS = Map.of(
            Measure.INTERRUPTED, Fault.stall(),
            Measure.STALL_ENDS, Fault.stall(),
            Measure.DRIP_ENDS, Fault.drip(1, Duration.ofMillis(100)),
            Measure.CUT_SEEN, Fault.cutAfter(300),
            Measure.ERROR_SEEN, Fault.status(503),
            Measure.REPEAT_SEEN, Fault.repeatedToken());

    static final Table TABLE = table();

    private ConductTable() {}

    private static Table table() {
        Table table = Table.of("conduct", "Which clients return when something goes wrong", METHOD, ConductTable::run);
        for (Measure question : EnumSet.copyOf(FAULTS.keySet())) {
            table = table.yes(Table.OURS + ": " + question.title(), ours(question));
        }
        return table.atMost(1, Measure.CONNECTIONS.title(), ours(Measure.CONNECTIONS));
    }

    private static ToDoubleFunction<Figures> ours(Measure measure) {
        return figures -> figures.median(SETTING, Table.OURS, measure);
    }

    private static void run(Session session) throws Exception {
        List<Trial> trials = new ArrayList<>();
        int pages = session.pick(2, 200);
        Set<JavaClient> clients =
                session.pick(EnumSet.of(JavaClient.OURS), EnumSet.complementOf(EnumSet.of(JavaClient.OURS_TO_CSV)));
        for (JavaClient client : clients) {
            boolean ours = client.who().startsWith(Table.OURS);
            add(trials, client.who(), client::open, pages, ours ? FAULTS.keySet() : without(Measure.REPEAT_SEEN));
        }
        Map<String, String> settings = Map.of("RUNTIME__REQUEST_TIMEOUT", "1", "RUNTIME__REQUEST_MAX_ATTEMPTS", "1");
        for (Script dlt : session.pick(List.<Script>of(), Script.installed(session, Script.DLT))) {
            Lister.Opener opener = target -> dlt.start(target, settings).awaitReady();
            add(trials, dlt.who(), opener, pages, without(Measure.INTERRUPTED));
        }
        session.together(trials);
    }

    private static Set<Measure> without(Measure question) {
        Set<Measure> others = EnumSet.copyOf(FAULTS.keySet());
        others.remove(question);
        return others;
    }

    private static void add(List<Trial> trials, String who, Lister.Opener opener, int pages, Set<Measure> questions) {
        for (Measure question : questions) {
            trials.add(new Trial(SETTING, who, () -> Map.of(question, endsWithError(opener, question) ? 1.0 : 0.0)));
        }
        trials.add(new Trial(SETTING, who, () -> Map.of(Measure.CONNECTIONS, connections(opener, pages))));
    }

    private static boolean endsWithError(Lister.Opener opener, Measure question) throws Exception {
        boolean isInterrupt = question == Measure.INTERRUPTED;
        Duration timeout = isInterrupt ? PATIENCE.multipliedBy(9) : TIMEOUT;
        Fault fault = Objects.requireNonNull(FAULTS.get(question));
        try (Sandbox sandbox = Target.sandbox(2 * PAGE_SIZE).start();
                Lister lister = opener.open(Target.of(sandbox).withTimeout(timeout))) {
            warmUp(lister);
            sandbox.faults().always(fault);
            AtomicBoolean failed = new AtomicBoolean();
            Thread thread = new Thread(() -> failed.set(fails(lister)));
            thread.setDaemon(true);
            thread.start();
            if (isInterrupt) {
                while (sandbox.faults().count(fault) == 0) {
                    Thread.sleep(10);
                }
                Thread.sleep(500); // Until the client only waits.
                thread.interrupt();
            }
            thread.join(PATIENCE.toMillis());
            return failed.get();
        }
    }

    /** The first pages of a cold JVM may take longer than the timeout. */
    private static void warmUp(Lister lister) throws IOException {
        for (int attempt = 1; fails(lister); attempt++) {
            if (attempt == 5) {
                throw new IOException("Not even a listing without a fault succeeds");
            }
        }
    }

    private static boolean fails(Lister lister) {
        try {
            lister.list(PAGE_SIZE);
            return false;
        } catch (Exception e) {
            return true;
        }
    }

    private static double connections(Lister.Opener opener, int pages) throws Exception {
        try (Sandbox sandbox = Target.sandbox(pages * 100).start();
                Relay relay = new Relay(sandbox.port(), 0);
                Lister lister = opener.open(Target.of(sandbox).at(relay.baseUrl("http")))) {
            lister.list(100);
            sandbox.requests().assertPages(pages);
            return relay.connections();
        }
    }
}
