package io.github.segments4j.benchmarks;

import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Which of the Java clients can be trusted to come back. */
final class ConductTable implements Table {
    private static final String SETTING = "a timeout of 1 s";
    private static final Duration TIMEOUT = Duration.ofSeconds(1);
    private static final Duration PATIENCE = Duration.ofSeconds(4);
    private static final int PAGES = 200;

    @Override
    public String name() {
        return "conduct";
    }

    @Override
    public String title() {
        return "Which clients come back";
    }

    @Override
    public String method() {
        return "One page each, after another that went well, with every timeout that the client has set to 1 s: whether it ends within 4 s when its"
                + " thread is interrupted, when no answer comes, and when the body comes a byte every 100 ms; and whether a"
                + " body that is cut short is noticed. Then 200 pages of 100 rows, and how many connections they took: one"
                + " is enough.";
    }

    private record Question(Measure measure, Callable<Double> answer) {}

    @Override
    public void run(Scale scale, Results results) throws Exception {
        ExecutorService threads = Executors.newCachedThreadPool();
        try {
            List<Future<Figure>> answered = new ArrayList<>();
            for (JavaClient client : scale.<Iterable<JavaClient>>pick(
                    List.of(JavaClient.OURS), EnumSet.complementOf(EnumSet.of(JavaClient.OURS_TO_CSV)))) {
                for (Question question : questions(client, scale)) {
                    answered.add(threads.submit(() -> new Figure(
                            SETTING,
                            client.title,
                            question.measure(),
                            question.answer().call())));
                }
            }
            for (Future<Figure> one : answered) {
                results.add(one.get());
            }
        } finally {
            threads.shutdownNow();
        }
    }

    private static List<Question> questions(JavaClient client, Scale scale) {
        Question connections = new Question(Measure.CONNECTIONS, () -> connections(client, scale.pick(2, PAGES)));
        Question cut = new Question(Measure.CUT_SEEN, () -> ends(client, Fault.cutAfter(300), TIMEOUT, false));
        return scale == Scale.SMOKE
                ? List.of(cut, connections)
                : List.of(
                        new Question(
                                Measure.INTERRUPTED, () -> ends(client, Fault.stall(), PATIENCE.multipliedBy(9), true)),
                        new Question(Measure.STALL_ENDS, () -> ends(client, Fault.stall(), TIMEOUT, false)),
                        new Question(
                                Measure.DRIP_ENDS,
                                () -> ends(client, Fault.drip(1, Duration.ofMillis(100)), TIMEOUT, false)),
                        cut,
                        connections);
    }

    /** 1 if the page fails in time, 0 if it is still being waited for, or is taken for whole. */
    private static double ends(JavaClient client, Fault fault, Duration timeout, boolean interrupt)
            throws InterruptedException {
        try (Sandbox sandbox = Sandbox.builder().noRateLimit().start()) {
            Lister lister =
                    client.open(new Target(sandbox.baseUrl(), sandbox.tenant(), sandbox.accessToken(), timeout));
            warmUp(lister);
            sandbox.faults().always(fault);
            boolean[] failed = new boolean[1];
            Thread thread = new Thread(() -> {
                try {
                    lister.page(10, null);
                } catch (Exception e) {
                    failed[0] = true;
                }
            });
            thread.setDaemon(true);
            thread.start();
            if (interrupt) {
                while (sandbox.faults().count(fault) == 0) {
                    Thread.sleep(10);
                }
                Thread.sleep(500); // Until it has nothing to do but wait.
                thread.interrupt();
            }
            thread.join(PATIENCE.toMillis());
            return !thread.isAlive() && failed[0] ? 1 : 0;
        }
    }

    /** A first page may take longer than the timeout, and is no answer to what is asked here. */
    private static void warmUp(Lister lister) throws InterruptedException {
        for (int attempt = 0; attempt < 3; attempt++) {
            try {
                lister.page(10, null);
                return;
            } catch (InterruptedException e) {
                throw e;
            } catch (Exception slow) {
                // It is quicker the next time.
            }
        }
    }

    private static double connections(JavaClient client, int pages) throws Exception {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(pages * 100).noRateLimit().start();
                Relay relay = new Relay(sandbox.port());
                Lister lister = client.open(new Target(
                        "http://127.0.0.1:" + relay.port() + "/api", sandbox.tenant(), sandbox.accessToken()))) {
            long rows = lister.list(100);
            if (rows != pages * 100L) {
                throw new IOException(client.title + " got " + rows + " rows");
            }
            return relay.connections();
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        List<Promise> promises = new ArrayList<>();
        for (Measure measure : List.of(Measure.INTERRUPTED, Measure.STALL_ENDS, Measure.DRIP_ENDS, Measure.CUT_SEEN)) {
            double ours = figures.median(SETTING, Figure.OURS, measure);
            promises.add(new Promise(Figure.OURS + ": " + measure.title, measure.shown(ours), ours > 0));
        }
        promises.add(Promise.atMost(
                "connections for 200 pages: 1", 1, figures.median(SETTING, Figure.OURS, Measure.CONNECTIONS)));
        return promises;
    }
}
