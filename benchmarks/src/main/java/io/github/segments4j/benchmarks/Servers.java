package io.github.segments4j.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;
import static io.github.segments4j.benchmarks.report.Table.OURS;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.google.common.io.Closer;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;
import java.util.regex.Matcher;

/** Mock servers: the sandbox beside general ones, and its snapshots. */
final class Servers {
    private static final String PAGE = "one page of 100 rows";
    private static final String SMALL = OURS + " sandbox, 1,000 rows";
    private static final String LARGE = OURS + " sandbox, 1,000,000 rows";
    private static final String WIRE_MOCK = "WireMock 3.13.2";
    private static final String PRISM = "Prism 5.16.0";
    private static final List<String> HEAP = List.of("-Xmx256m");
    private static final String LISTING = "a listing of everything";
    private static final String CHANGING = OURS + " sandbox, during changes";

    private static final List<String> POSITIONS =
            List.of(OURS + " sandbox, start", OURS + " sandbox, middle", OURS + " sandbox, end");

    private interface Starter {
        Child start(int port) throws IOException;
    }

    static void sandbox(Session session) throws Exception {
        Path contract = Files.createTempFile("segments", ".yaml");
        try (Closer closer = Closer.create()) {
            closer.register(() -> Files.delete(contract));
            String page = firstPage();
            int rows = session.pick(2_000, 1_000_000);
            String path = "/api/segments?limit=100";
            trial(session, SMALL, path, port -> SandboxProcess.start(HEAP, port, 1_000));
            trial(session, LARGE, path, port -> SandboxProcess.start(HEAP, port, rows));
            trial(session, WIRE_MOCK, path, port -> Child.jvm(HEAP, () -> wireMock(port, page)));
            Path prism = Script.PROJECT.resolve("mock-server/prism/node_modules/@stoplight/prism-cli/dist/index.js");
            if (Files.exists(prism) && Child.succeeds("node", "--version")) {
                String original = Files.readString(Script.PROJECT.resolve("openapi/segments.yaml"));
                Files.writeString(contract, withFirstPage(original, page));
                String command = "node " + prism + " mock -h 127.0.0.1 -v error " + contract + " -p ";
                trial(
                        session,
                        PRISM,
                        "/segments?limit=100",
                        port -> Child.start(new ProcessBuilder((command + port).split(" ", -1))));
            } else {
                session.missing(PRISM);
            }
            session.inTurns(0, session.pick(1, 3));
        }
    }

    /** Starts a server, loads it long enough for a JVM to compile its code, and then measures. */
    private static void trial(Session session, String who, String path, Starter starter) {
        Duration time = session.pick(Duration.ofMillis(100), Duration.ofSeconds(3));
        session.trial(PAGE, who, () -> {
            PageLoad load = new PageLoad(ThreadLocalRandom.current().nextInt(20_000, 30_000), path);
            long start = System.nanoTime();
            try (Child server = starter.start(load.port())) {
                while (server.process().isAlive() && !load.isAnswered()) {
                    Thread.sleep(1);
                }
                double startMillis = (System.nanoTime() - start) / 1e6;
                load.pagesPerSecond(time.multipliedBy(3));
                return Map.of(
                        Measure.START_MILLIS, startMillis,
                        Measure.PAGES_PER_SECOND, load.pagesPerSecond(time),
                        Measure.RESIDENT_MEMORY, server.residentMegabytes());
            }
        });
    }

    private static String firstPage() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            byte[] page = new HandWritten(Target.of(sandbox)).send(100, null).body();
            return new String(page, StandardCharsets.UTF_8);
        }
    }

    /** Replaces the contract's first example by the page. JSON is valid YAML. */
    private static String withFirstPage(String contract, String page) {
        return contract.replaceFirst(
                "(?s)(\\n    FirstPage:\\n.*?\\n      value:).*?(?=\\n    \\S)",
                "$1 " + Matcher.quoteReplacement(page));
    }

    /** Runs in a process of its own. */
    private static String wireMock(int port, String page) throws InterruptedException {
        WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                .bindAddress("127.0.0.1")
                .port(port)
                .disableRequestJournal()
                .useChunkedTransferEncoding(ChunkedEncodingPolicy.NEVER));
        server.stubFor(get(urlPathEqualTo("/api/segments")).willReturn(okJson(page)));
        server.start();
        Thread.currentThread().join();
        return "";
    }

    static void snapshot(Session session) throws Exception {
        int rows = session.pick(2_000, 1_000_000);
        int rounds = session.pick(1, 10);
        session.add(Child.call(HEAP, () -> snapshot(rows, rounds)));
    }

    /** Runs in a process with a small heap. */
    private static Figures snapshot(int rows, int rounds) throws Exception {
        Session session = new Session(Session.Scale.NORMAL);
        try (Sandbox sandbox = Target.sandbox(rows).start();
                SegmentsClient client =
                        SegmentsLister.unlimited(Target.of(sandbox)).build()) {
            Deque<String> some = new ArrayDeque<>();
            long quiet = list(
                    session,
                    client,
                    OURS + " sandbox, quiet",
                    page -> page.data().stream().limit(10).forEach(segment -> some.push(segment.id())));
            readPages(session, client, "a page before the changes", rounds);
            long during = list(session, client, CHANGING, page -> {
                for (int i = 0; i < 10; i++) {
                    sandbox.segments().delete(some.pop());
                    sandbox.segments().add("Added");
                }
            });
            session.add(LISTING, CHANGING, Measure.SAME_ROWS, during == quiet ? 1 : 0);
            readPages(session, client, "a page after the changes", rounds);
            list(session, client, OURS + " sandbox, after changes", page -> {});
        }
        return session.figures();
    }

    /** Lists everything; returns a hash of the rows. */
    private static long list(Session session, SegmentsClient client, String who, Consumer<SegmentPage> eachPage) {
        long start = System.nanoTime();
        long hash = 0;
        for (SegmentPage page : client.list(ListOptions.pageSize(1_000)).pages()) {
            for (var segment : page.data()) {
                hash = 31 * hash + segment.id().hashCode();
            }
            eachPage.accept(page);
        }
        session.add(LISTING, who, Measure.SECONDS, (System.nanoTime() - start) / 1e9);
        System.gc();
        long live = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
        session.add(LISTING, who, Measure.LIVE_HEAP, live / 1e6);
        return hash;
    }

    private static void readPages(Session session, SegmentsClient client, String setting, int rounds) throws Exception {
        List<String> tokens = new ArrayList<>();
        for (SegmentPage page : client.list(ListOptions.pageSize(1_000)).pages()) {
            page.nextToken().ifPresent(tokens::add);
        }
        ListOptions start = ListOptions.pageSize(100);
        List<ListOptions> pages = List.of(
                start,
                start.withStartingAt(tokens.get(tokens.size() / 2)),
                start.withStartingAt(tokens.get(tokens.size() - 1)));
        for (int i = 0; i < pages.size(); i++) {
            ListOptions page = pages.get(i);
            session.trial(setting, POSITIONS.get(i), () -> {
                long asked = System.nanoTime();
                for (int time = 0; time < 100; time++) {
                    client.page(page);
                }
                return Map.of(Measure.PAGE_MICROS, (System.nanoTime() - asked) / 100e3);
            });
        }
        session.inTurns(rounds, rounds);
        DoubleSummaryStatistics micros = POSITIONS.stream()
                .mapToDouble(position -> session.figures().median(setting, position, Measure.PAGE_MICROS))
                .summaryStatistics();
        session.add(setting, OURS + " sandbox", Measure.SLOWEST_TO_FASTEST, micros.getMax() / micros.getMin());
    }
}
