package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast everything is listed where no rate limit is in the way, and what that costs. */
final class ThroughputTable implements Table {
    private static final String DOCUMENTED = "Python, as documented, to a CSV file";
    private static final String PYTHON = "Python, the same without the file";
    private static final String SESSION = "Python, and with a requests.Session";
    private static final String NODE = "Node, fetch";

    @Override
    public String name() {
        return "throughput";
    }

    @Override
    public String title() {
        return "Throughput, without a rate limit";
    }

    @Override
    public String method() {
        return "Every row of a sandbox in a process of its own, listed by clients in processes of their own, Java's"
                + " with `-Xmx32m`: 1,000,000 rows, for Python and Node 100,000. 2 rounds to warm up and 3 that count, in"
                + " turns, first in pages of 100: the JVM compiles what each page runs only once after some 10,000 pages."
                + " The vendor's documented script makes a CSV file, and one row of ours does, too; the others only list."
                + " The floor is `java.net.http` with a parser written by hand that checks nothing; what is called"
                + " generated is openapi-generator's own output for the same contract. *Peak* is the process's resident"
                + " memory until then.";
    }

    @Override
    public List<Measure> charts() {
        return List.of(Measure.ROWS_PER_SECOND, Measure.ALLOCATED_PER_PAGE);
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(JavaClient.STREAMING.title);
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        int rows = scale.pick(400, 1_000_000);
        int fewer = scale.pick(100, 100_000);
        List<ListingProcess> clients = new ArrayList<>();
        try (SandboxProcess sandbox = new SandboxProcess(List.of(rows, fewer))) {
            for (JavaClient client : JavaClient.values()) {
                clients.add(java(client, sandbox.tenant(0), scale));
            }
            int inJava = clients.size();
            clients.addAll(scripts(sandbox.tenant(1), results));
            for (int pageSize : scale.pick(List.of(100), List.of(100, 1_000))) {
                for (int round = scale.pick(1, -1); round <= scale.pick(1, 3); round++) {
                    for (int i = 0; i < clients.size(); i++) {
                        ListingProcess.Took took = clients.get(i).list(pageSize, i < inJava ? rows : fewer);
                        if (round > 0) {
                            add(results, pageSize, clients.get(i).who(), took);
                        }
                    }
                }
            }
        } finally {
            clients.forEach(ListingProcess::close);
        }
    }

    private static void add(Results results, int pageSize, String who, ListingProcess.Took took) {
        String setting = "pages of " + pageSize;
        double pages = took.rows() / (double) pageSize;
        results.add(setting, who, Measure.ROWS_PER_SECOND, took.rows() * 1e9 / took.nanos());
        results.add(setting, who, Measure.CPU_PER_PAGE, took.cpuNanos() / pages / 1e3);
        if (took.bytes() >= 0) {
            results.add(setting, who, Measure.ALLOCATED_PER_PAGE, took.bytes() / pages / 1e3);
        }
        if (took.peakKilobytes() >= 0) {
            results.add(setting, who, Measure.PEAK_MEMORY, took.peakKilobytes() / 1024.0);
        }
    }

    private static ListingProcess java(JavaClient client, Target target, Scale scale) throws IOException {
        return new ListingProcess(
                client.title,
                ChildJvm.start(
                        scale.pick(List.of("-XX:TieredStopAtLevel=1"), List.of("-Xmx32m")),
                        ListingProgram.class,
                        client.name(),
                        target.baseUrl(),
                        target.tenant(),
                        target.accessToken()));
    }

    private static List<ListingProcess> scripts(Target target, Results results)
            throws IOException, InterruptedException {
        List<ListingProcess> clients = new ArrayList<>();
        String[] args = {target.baseUrl(), target.tenant(), target.accessToken()};
        Optional<String> python = Script.python();
        if (python.isPresent()) {
            clients.add(new ListingProcess(DOCUMENTED, Script.start(python.get(), "list_to_csv.py", args)));
            clients.add(new ListingProcess(PYTHON, Script.start(python.get(), "list.py", args)));
            clients.add(new ListingProcess(SESSION, Script.start(python.get(), "list_session.py", args)));
        } else {
            results.remark(DOCUMENTED + ": not on this machine.");
        }
        Optional<String> node = Script.node();
        if (node.isPresent()) {
            clients.add(new ListingProcess(NODE, Script.start(node.get(), "list.mjs", args)));
        } else {
            results.remark(NODE + ": not on this machine.");
        }
        return clients;
    }

    @Override
    public List<Promise> promises(Medians figures) {
        List<Promise> promises = new ArrayList<>();
        for (String setting : figures.settings()) {
            double ours = figures.median(setting, JavaClient.OURS.title, Measure.ROWS_PER_SECOND);
            promises.add(Promise.atLeast(
                    "rows/s of the floor's, " + setting + ": at least 0.9",
                    0.9,
                    ours / figures.median(setting, JavaClient.STREAMING.title, Measure.ROWS_PER_SECOND)));
            figures.find(setting, DOCUMENTED, Measure.ROWS_PER_SECOND)
                    .ifPresent(python -> promises.add(Promise.atLeast(
                            "rows/s of the documented Python script's, both to a CSV file, " + setting + ": at least 3",
                            3,
                            figures.median(setting, JavaClient.OURS_TO_CSV.title, Measure.ROWS_PER_SECOND) / python)));
            promises.add(Promise.atLeast(
                    "rows/s of restclient's, the generated client whose deadline covers the body too, " + setting
                            + ": at least 1",
                    1,
                    ours / figures.median(setting, JavaClient.REST_CLIENT.title, Measure.ROWS_PER_SECOND)));
            promises.add(Promise.atMost(
                    "bytes allocated of databind's, " + setting + ": at most 1.3",
                    1.3,
                    figures.median(setting, JavaClient.OURS.title, Measure.ALLOCATED_PER_PAGE)
                            / figures.median(setting, JavaClient.DATABIND.title, Measure.ALLOCATED_PER_PAGE)));
        }
        return promises;
    }
}
