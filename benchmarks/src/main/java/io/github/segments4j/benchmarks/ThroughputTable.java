package io.github.segments4j.benchmarks;

import com.google.common.io.Closer;
import io.github.segments4j.benchmarks.peers.Child;
import io.github.segments4j.benchmarks.peers.JavaClient;
import io.github.segments4j.benchmarks.peers.ListingProcess;
import io.github.segments4j.benchmarks.peers.SandboxProcess;
import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** How fast do clients list everything when no rate limit slows them down, and what does that cost? */
final class ThroughputTable {
    private static final String METHOD = """
            Clients in processes of their own list every row of a sandbox, which has its own process too. Java clients
            list 1,000,000 rows with `-Xmx32m`, Python and Node list 100,000. The clients take turns. 2 rounds warm up
            and 3 count, first with pages of 100: the JVM compiles the code that runs once for each page only after some
            10,000 pages. The vendor's documented script writes a CSV file, and so does the row *to a CSV file*; the
            others only list. The floor is `java.net.http` with a hand-written streaming parser that checks nothing.
            *Generated* clients are openapi-generator's unchanged output for the same contract. *Peak* is the largest
            resident memory of the process so far.
            """;

    static final Table TABLE = Table.of("throughput", "Throughput without a rate limit", METHOD, ThroughputTable::run)
            .comparedWith(JavaClient.STREAMING.who())
            .charting(Measure.ROWS_PER_SECOND, Measure.ALLOCATED_PER_PAGE)
            .atLeast(0.85, "rows/s relative to the floor, pages of 100", ofFloor(100))
            .atLeast(0.9, "rows/s relative to the floor, pages of 1000", ofFloor(1_000))
            .atLeast(3, "rows/s relative to the documented script, both to CSV, pages of 100", ofScript(100))
            .atLeast(3, "rows/s relative to the documented script, both to CSV, pages of 1000", ofScript(1_000))
            .atLeast(1, "rows/s relative to restclient, whose timeout covers the body too, pages of 100", ofRest(100))
            .atLeast(
                    1,
                    "rows/s relative to restclient, whose timeout covers the body too, pages of 1000",
                    ofRest(1_000));

    private ThroughputTable() {}

    private static void run(Session session) throws Exception {
        int rows = session.pick(400, 1_000_000);
        int fewerRows = session.pick(100, 100_000);
        List<String> options = session.pick(List.of("-XX:TieredStopAtLevel=1"), List.of("-Xmx32m"));
        try (Closer closer = Closer.create();
                SandboxProcess large = SandboxProcess.ofRows(rows);
                SandboxProcess small = SandboxProcess.ofRows(fewerRows)) {
            List<ListingProcess> clients = new ArrayList<>();
            Target target = large.target();
            for (JavaClient client : JavaClient.values()) {
                clients.add(closer.register(ListingProcess.java(client.who(), options, () -> client.open(target))));
            }
            Script[] scripts = {Script.DOCUMENTED, Script.PYTHON, Script.SESSION, Script.NODE};
            for (Script script : Script.installed(session, scripts)) {
                clients.add(closer.register(script.start(small.target(), Map.of())));
            }
            for (ListingProcess client : clients) {
                client.awaitReady();
            }
            for (int pageSize : session.pick(List.of(100), List.of(100, 1_000))) {
                List<Trial> trials = clients.stream()
                        .map(client -> new Trial(setting(pageSize), client.who(), () -> list(client, pageSize)))
                        .toList();
                session.inTurns(session.pick(0, 2), session.pick(1, 3), trials);
            }
        }
    }

    private static Map<Measure, Double> list(ListingProcess client, int pageSize) throws IOException {
        ListingProcess.Cost cost = client.measure(pageSize);
        double pages = cost.rows() / (double) pageSize;
        return Map.of(
                Measure.ROWS_PER_SECOND, cost.rows() * 1e9 / cost.nanos(),
                Measure.CPU_PER_PAGE, cost.cpuNanos() / pages / 1e3,
                Measure.ALLOCATED_PER_PAGE, cost.bytes() / pages / 1e3,
                Measure.PEAK_MEMORY,
                        Child.peakMegabytes(client.child().process().toHandle()));
    }

    private static String setting(int pageSize) {
        return "pages of " + pageSize;
    }

    private static ToDoubleFunction<Figures> ofFloor(int pageSize) {
        return relative(pageSize, JavaClient.OURS, JavaClient.STREAMING.who());
    }

    private static ToDoubleFunction<Figures> ofScript(int pageSize) {
        return relative(pageSize, JavaClient.OURS_TO_CSV, Script.DOCUMENTED.who());
    }

    private static ToDoubleFunction<Figures> ofRest(int pageSize) {
        return relative(pageSize, JavaClient.OURS, JavaClient.REST_CLIENT.who());
    }

    private static ToDoubleFunction<Figures> relative(int pageSize, JavaClient ours, String other) {
        return figures -> figures.ratio(setting(pageSize), ours.who(), other, Measure.ROWS_PER_SECOND);
    }
}
