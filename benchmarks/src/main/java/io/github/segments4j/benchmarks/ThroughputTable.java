package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** How fast everything is listed where no rate limit is in the way, and what that costs. */
final class ThroughputTable implements Table {
    private static final String PYTHON = "Python, requests as documented";
    private static final String SESSION = "Python, requests with a Session";
    private static final String NODE = "Node, fetch";

    /** Pages of so many, and rows in all: for Java, and for what is much slower. */
    private record Setting(int pageSize, int rows, int fewer) {
        String title() {
            return "pages of " + pageSize;
        }
    }

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
                + " with `-Xmx32m`: 1,000,000 rows in pages of 1,000 and of 100; Python and Node 100,000 and 50,000."
                + " After 3 listings of 1,000 pages, or one of 10,000, to warm up come 3 rounds in turns. The floor is `java.net.http` with a parser"
                + " written by hand that checks nothing; what is called generated is openapi-generator's own output"
                + " for the same contract. *Peak* is the process's resident memory.";
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
        List<Setting> settings = scale.pick(
                List.of(new Setting(100, 400, 100)),
                List.of(new Setting(1_000, 1_000_000, 100_000), new Setting(100, 1_000_000, 50_000)));
        for (Setting setting : settings) {
            run(setting, scale, results);
        }
    }

    private static void run(Setting setting, Scale scale, Results results) throws Exception {
        List<ListingProcess> clients = new ArrayList<>();
        try (SandboxProcess sandbox = new SandboxProcess(List.of(setting.rows(), setting.fewer()))) {
            for (JavaClient client : JavaClient.values()) {
                clients.add(java(client, sandbox.tenant(0), setting.pageSize(), scale));
            }
            int inJava = clients.size();
            clients.addAll(scripts(sandbox.tenant(1), setting.pageSize(), results));
            int warmUps = setting.pageSize() == 1_000 ? 3 : 1;
            for (int round = 1 - warmUps; round <= scale.pick(1, 3); round++) {
                for (int i = 0; i < clients.size(); i++) {
                    int rows = i < inJava ? setting.rows() : setting.fewer();
                    ListingProcess.Took took = clients.get(i).list(rows);
                    if (round > 0) {
                        add(results, setting, clients.get(i).who(), took);
                    }
                }
            }
        } finally {
            clients.forEach(ListingProcess::close);
        }
    }

    private static void add(Results results, Setting setting, String who, ListingProcess.Took took) {
        double pages = took.rows() / (double) setting.pageSize();
        results.add(setting.title(), who, Measure.ROWS_PER_SECOND, took.rows() * 1e9 / took.nanos());
        results.add(setting.title(), who, Measure.CPU_PER_PAGE, took.cpuNanos() / pages / 1e3);
        if (took.bytes() >= 0) {
            results.add(setting.title(), who, Measure.ALLOCATED_PER_PAGE, took.bytes() / pages / 1e3);
        }
        if (took.peakKilobytes() >= 0) {
            results.add(setting.title(), who, Measure.PEAK_MEMORY, took.peakKilobytes() / 1024.0);
        }
    }

    private static ListingProcess java(JavaClient client, Target target, int pageSize, Scale scale) throws IOException {
        return new ListingProcess(
                client.title,
                ChildJvm.start(
                        scale.pick(List.of("-XX:TieredStopAtLevel=1"), List.of("-Xmx32m")),
                        ListingProgram.class,
                        client.name(),
                        target.baseUrl(),
                        target.tenant(),
                        target.accessToken(),
                        Integer.toString(pageSize)));
    }

    private static List<ListingProcess> scripts(Target target, int pageSize, Results results)
            throws IOException, InterruptedException {
        List<ListingProcess> clients = new ArrayList<>();
        String[] args = {target.baseUrl(), target.tenant(), target.accessToken(), Integer.toString(pageSize)};
        Optional<String> python = Script.python();
        if (python.isPresent()) {
            clients.add(new ListingProcess(PYTHON, Script.start(python.get(), "list.py", args)));
            clients.add(new ListingProcess(SESSION, Script.start(python.get(), "list_session.py", args)));
        } else {
            results.remark(PYTHON + ": not on this machine.");
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
            figures.find(setting, PYTHON, Measure.ROWS_PER_SECOND)
                    .ifPresent(python -> promises.add(Promise.atLeast(
                            "rows/s of the documented Python script's, " + setting + ": at least 3",
                            3,
                            ours / python)));
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
