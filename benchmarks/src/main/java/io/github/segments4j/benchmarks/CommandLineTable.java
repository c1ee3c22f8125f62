package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** How long one waits for the command, from its start to its first byte and to its end. */
final class CommandLineTable implements Table {
    private static final List<String> PLAIN = List.of();
    private static final List<String> QUICK = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xlog:disable");
    private static final String PYTHON = "Python, requests";
    private static final int ROWS = 1_000;

    /** A program, given whom to ask and what for. */
    private interface Command {
        ProcessBuilder of(Target target, boolean tls, Task task) throws IOException;
    }

    private record Peer(String who, Command command) {}

    private enum Task {
        COUNT("count", "count"),
        EXPORT("export of 1,000 rows", "export --quiet --page-size 500");

        final String title;
        private final String words;

        Task(String title, String words) {
            this.title = title;
            this.words = words;
        }

        String[] args() {
            return words.split(" ", -1);
        }

        /** As the scripts know it. */
        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public String name() {
        return "command-line";
    }

    @Override
    public String title() {
        return "The command line";
    }

    @Override
    public String method() {
        return "Whole processes against a sandbox without a rate limit, in turns: from the start to the first byte of"
                + " output, and to the exit. The export takes two pages of 500. *Plain* is `java -jar`, *quick* adds the"
                + " serial collector and the quick compiler only; CDS and AOT add to that the classes of an earlier run, and"
                + " `./segments` is the launcher, which does the best of these by itself.";
    }

    @Override
    public List<Measure> charts() {
        return List.of(Measure.TOTAL_MILLIS);
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(PYTHON);
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        if (!CommandLine.isBuilt()) {
            results.remark("The command is not built.");
            return;
        }
        Path folder = Files.createTempDirectory("command-line");
        try (SandboxProcess sandbox = new SandboxProcess(List.of(ROWS));
                TlsFront front = new TlsFront(sandbox.port(), folder)) {
            Target http = sandbox.tenant(0);
            Target https = new Target("https://127.0.0.1:" + front.port() + "/api", http.tenant(), http.accessToken());
            List<Peer> peers = peers(scale, http, front, folder, results);
            // The first time, a launcher may build.
            for (int round = 0; round <= scale.pick(0, 5); round++) {
                for (Task task : scale.pick(List.of(Task.COUNT), List.of(Task.values()))) {
                    for (boolean tls : scale.pick(List.of(false), List.of(false, true))) {
                        for (Peer peer : peers) {
                            Took took = run(peer, tls ? https : http, tls, task);
                            if (round > 0 || scale == Scale.SMOKE) {
                                String setting = task.title + (tls ? " over https" : " over http");
                                results.add(setting, peer.who(), Measure.FIRST_BYTE_MILLIS, took.firstByte());
                                results.add(setting, peer.who(), Measure.TOTAL_MILLIS, took.total());
                            }
                        }
                    }
                }
            }
        } finally {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private static List<Peer> peers(Scale scale, Target http, TlsFront front, Path folder, Results results)
            throws Exception {
        List<Peer> peers = new ArrayList<>();
        for (Path jdk : scale.pick(List.of(Path.of(System.getProperty("java.home"))), Jdk.all())) {
            peers.addAll(ofJdk(scale, jdk, http, front, folder));
        }
        Optional<String> curl = Script.curl();
        Optional<String> python = Script.python();
        Optional<String> node = Script.node();
        if (curl.isPresent()) {
            peers.add(new Peer("curl, one page as it comes", (target, tls, task) -> curl(target, front, task)));
        } else {
            results.remark("curl: not on this machine.");
        }
        if (python.isPresent()) {
            peers.add(new Peer(PYTHON, (target, tls, task) -> script(python.get(), "once.py", target, front, task)));
        } else {
            results.remark(PYTHON + ": not on this machine.");
        }
        if (node.isPresent()) {
            peers.add(new Peer(
                    "Node, fetch", (target, tls, task) -> script(node.get(), "once.mjs", target, front, task)));
        } else {
            results.remark("Node: not on this machine.");
        }
        return peers;
    }

    private static List<Peer> ofJdk(Scale scale, Path jdk, Target http, TlsFront front, Path folder) throws Exception {
        int version = Jdk.version(jdk);
        String ours = Figure.OURS + ", JDK " + version + ", ";
        List<Peer> peers = new ArrayList<>();
        peers.add(new Peer(
                ours + "plain",
                (target, tls, task) -> CommandLine.in(jdk, target, with(PLAIN, tls, front), task.args())));
        if (scale == Scale.SMOKE) {
            return peers;
        }
        peers.add(new Peer(
                ours + "quick",
                (target, tls, task) -> CommandLine.in(jdk, target, with(QUICK, tls, front), task.args())));
        Path cds = folder.resolve(version + ".jsa");
        if (isArchived(jdk, http, "-XX:ArchiveClassesAtExit=", cds)) {
            peers.add(archived(ours + "quick, CDS", jdk, "-XX:SharedArchiveFile=" + cds, front));
        }
        Path aot = folder.resolve(version + ".aot");
        if (version >= 25 && isArchived(jdk, http, "-XX:AOTCacheOutput=", aot)) {
            peers.add(archived(ours + "quick, AOT cache", jdk, "-XX:AOTCache=" + aot, front));
        }
        peers.add(new Peer(
                launched(version),
                (target, tls, task) -> CommandLine.launched(jdk, target, with(List.of(), tls, front), task.args())));
        return peers;
    }

    private static String launched(int version) {
        return Figure.OURS + ", JDK " + version + ", ./segments";
    }

    private static boolean isArchived(Path jdk, Target http, String make, Path archive)
            throws IOException, InterruptedException {
        List<String> options = new ArrayList<>(QUICK);
        options.add(make + archive);
        return CommandLine.archive(CommandLine.in(jdk, http, options, Task.EXPORT.args()), archive);
    }

    private static Peer archived(String who, Path jdk, String use, TlsFront front) {
        List<String> options = new ArrayList<>(QUICK);
        options.add(use);
        return new Peer(
                who, (target, tls, task) -> CommandLine.in(jdk, target, with(options, tls, front), task.args()));
    }

    private static List<String> with(List<String> options, boolean tls, TlsFront front) {
        List<String> all = new ArrayList<>(options);
        if (tls) {
            all.addAll(front.trust());
        }
        return all;
    }

    private static ProcessBuilder curl(Target target, TlsFront front, Task task) {
        return new ProcessBuilder(
                "curl",
                "--silent",
                "--fail",
                "--cacert",
                front.certificate().toString(),
                "--header",
                "authorization: Bearer " + target.accessToken(),
                "--header",
                "amperity-tenant: " + target.tenant(),
                "--header",
                "api-version: " + Target.API_VERSION,
                target.baseUrl() + "/segments?" + (task == Task.COUNT ? "limit=1&with_total=true" : "limit=" + ROWS));
    }

    private static ProcessBuilder script(String program, String script, Target target, TlsFront front, Task task) {
        ProcessBuilder builder = new ProcessBuilder(
                program, Script.path(script), target.baseUrl(), target.tenant(), target.accessToken(), task.word());
        builder.environment().put("REQUESTS_CA_BUNDLE", front.certificate().toString());
        builder.environment().put("NODE_EXTRA_CA_CERTS", front.certificate().toString());
        return builder;
    }

    private record Took(double firstByte, double total) {}

    private static Took run(Peer peer, Target target, boolean tls, Task task) throws IOException, InterruptedException {
        ProcessBuilder builder = peer.command().of(target, tls, task).redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        Process process = builder.start();
        try (InputStream out = process.getInputStream()) {
            int first = out.read();
            double firstByte = (System.nanoTime() - start) / 1e6;
            byte[] rest = out.readAllBytes();
            int code = process.waitFor();
            double total = (System.nanoTime() - start) / 1e6;
            long lines = (first == '\n' ? 1 : 0) + newlines(rest);
            boolean whole = task == Task.COUNT || peer.who().startsWith("curl") || lines >= ROWS;
            if (code != 0 || first < 0 || !whole) {
                throw new IOException(peer.who() + " ended with " + code + " after " + lines + " lines");
            }
            return new Took(firstByte, total);
        }
    }

    private static long newlines(byte[] bytes) {
        long lines = 0;
        for (byte each : bytes) {
            lines += each == '\n' ? 1 : 0;
        }
        return lines;
    }

    @Override
    public List<Promise> promises(Medians figures) {
        List<Promise> promises = new ArrayList<>();
        for (int version : List.of(17, 25)) {
            for (String scheme : List.of("http", "https")) {
                String setting = Task.COUNT.title + " over " + scheme;
                double most = scheme.equals("http") ? 300 : 450;
                if (figures.has(setting, launched(version), Measure.TOTAL_MILLIS)) {
                    double ours = figures.median(setting, launched(version), Measure.TOTAL_MILLIS);
                    double python =
                            figures.find(setting, PYTHON, Measure.TOTAL_MILLIS).orElse(Double.MAX_VALUE);
                    promises.add(new Promise(
                            String.format(
                                    Locale.ROOT,
                                    "count over %s, JDK %d: at most %.0f ms, or 2.2 times Python's requests",
                                    scheme,
                                    version,
                                    most),
                            String.format(Locale.ROOT, "%.0f ms, %.2f times", ours, ours / python),
                            ours <= most || ours <= 2.2 * python));
                }
            }
        }
        return promises;
    }
}
