package io.github.segments4j.benchmarks;

import static com.github.tomakehurst.wiremock.client.WireMock.get;
import static com.github.tomakehurst.wiremock.client.WireMock.okJson;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathEqualTo;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.core.Options.ChunkedEncodingPolicy;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import com.google.common.io.Closer;
import io.github.segments4j.benchmarks.peers.Child;
import io.github.segments4j.benchmarks.peers.HandWritten;
import io.github.segments4j.benchmarks.peers.PageLoad;
import io.github.segments4j.benchmarks.peers.SandboxProcess;
import io.github.segments4j.benchmarks.peers.Script;
import io.github.segments4j.benchmarks.peers.Target;
import io.github.segments4j.benchmarks.report.Figures;
import io.github.segments4j.benchmarks.report.Measure;
import io.github.segments4j.benchmarks.report.Session;
import io.github.segments4j.benchmarks.report.Session.Trial;
import io.github.segments4j.benchmarks.report.Table;
import io.github.segments4j.sandbox.Sandbox;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.ToDoubleFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** How does the sandbox compare with general mock servers? */
final class SandboxTable {
    private static final String METHOD = """
            Each server runs in a process of its own and serves the same page of 100 rows. The table shows the time from
            the start of the process to the first response, the pages a second over 4 open connections, and the memory
            after that. Java servers run with `-Xmx256m`. WireMock has the page ready and keeps no journal; Prism has it
            as the first example of the contract. The servers take turns.
            """;

    private static final String SETTING = "one page of 100 rows";
    private static final String SMALL = Table.OURS + " sandbox, 1,000 rows";
    private static final String LARGE = Table.OURS + " sandbox, 1,000,000 rows";
    private static final String WIRE_MOCK = "WireMock 3.13.2";
    private static final String PRISM = "Prism 5.16.0";
    private static final List<String> HEAP = List.of("-Xmx256m");

    static final Table TABLE = Table.of("sandbox", "The sandbox, WireMock and Prism", METHOD, SandboxTable::run)
            .comparedWith(WIRE_MOCK)
            .charting(Measure.PAGES_PER_SECOND, Measure.START_MILLIS)
            .atLeast(1, "the sandbox's pages/s relative to WireMock", relative(WIRE_MOCK, Measure.PAGES_PER_SECOND))
            .atMost(0.5, "the sandbox's start relative to WireMock", relative(WIRE_MOCK, Measure.START_MILLIS))
            .atLeast(8, "the sandbox's pages/s relative to Prism", relative(PRISM, Measure.PAGES_PER_SECOND));

    private static ToDoubleFunction<Figures> relative(String other, Measure measure) {
        return Figures.ratioOf(SETTING, SMALL, other, measure);
    }

    private SandboxTable() {}

    private interface Starter {
        Child start(int port) throws IOException;
    }

    private record Server(String who, String path, Starter starter) {}

    private static void run(Session session) throws Exception {
        Path contract = Files.createTempFile("segments", ".yaml");
        try (Closer closer = Closer.create()) {
            closer.register(() -> Files.delete(contract));
            List<Trial> starts = new ArrayList<>();
            List<Server> servers = servers(session, contract);
            for (Server server : servers) {
                starts.add(new Trial(SETTING, server.who(), () -> {
                    try (Running running = new Running(server)) {
                        return Map.of(Measure.START_MILLIS, running.startMillis);
                    }
                }));
            }
            session.inTurns(0, session.pick(1, 5), starts);
            Duration round = session.pick(Duration.ofMillis(100), Duration.ofSeconds(3));
            List<Trial> loads = new ArrayList<>();
            for (Server server : servers) {
                Running running = closer.register(new Running(server));
                loads.add(new Trial(
                        SETTING,
                        server.who(),
                        () -> Map.of(
                                Measure.PAGES_PER_SECOND, running.load.pagesPerSecond(round),
                                Measure.RESIDENT_MEMORY, running.child.residentMegabytes())));
            }
            // A JVM that shares two cores with the load needs this long to compile its code.
            session.inTurns(session.pick(1, 4), session.pick(1, 3), loads);
        }
    }

    private static List<Server> servers(Session session, Path contract) throws Exception {
        String page = firstPage();
        int many = session.pick(2_000, 1_000_000);
        String path = "/api/segments?limit=100";
        List<Server> servers = new ArrayList<>();
        servers.add(new Server(SMALL, path, port -> SandboxProcess.start(HEAP, port, 1_000)));
        servers.add(new Server(LARGE, path, port -> SandboxProcess.start(HEAP, port, many)));
        servers.add(new Server(WIRE_MOCK, path, port -> Child.jvm(HEAP, () -> wireMock(port, page))));
        Path prism = Script.PROJECT.resolve("mock-server/prism/node_modules/@stoplight/prism-cli/dist/index.js");
        if (Files.exists(prism) && Child.succeeds("node", "--version")) {
            Files.writeString(
                    contract, withFirstPage(Files.readString(Script.PROJECT.resolve("openapi/segments.yaml")), page));
            servers.add(new Server(
                    PRISM,
                    "/segments?limit=100",
                    port -> Child.start(new ProcessBuilder(
                                    "node",
                                    "" + prism,
                                    "mock",
                                    "-h",
                                    "127.0.0.1",
                                    "-p",
                                    "" + port,
                                    "-v",
                                    "error",
                                    "" + contract)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD))));
        } else {
            session.missing(PRISM);
        }
        return servers;
    }

    private static String firstPage() throws IOException, InterruptedException {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            byte[] page = new HandWritten(Target.of(sandbox)).send(100, null).body();
            return new String(page, StandardCharsets.UTF_8);
        }
    }

    /** Replaces the contract's first example by the page. JSON is valid YAML. */
    private static String withFirstPage(String contract, String page) {
        Matcher example = Pattern.compile("(?s)(\\n    FirstPage:\\n.*?\\n      value:).*?(?=\\n    \\S)")
                .matcher(contract);
        return example.replaceFirst("$1 " + Matcher.quoteReplacement(page));
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

    /** A server that has answered once. */
    private static final class Running implements Closeable {
        private final Child child;
        private final PageLoad load;
        private final double startMillis;

        Running(Server server) throws IOException, InterruptedException {
            load = new PageLoad(freePort(), server.path());
            long start = System.nanoTime();
            child = server.starter().start(load.port());
            while (!isAnswered()) {
                Thread.sleep(1);
            }
            startMillis = (System.nanoTime() - start) / 1e6;
        }

        private boolean isAnswered() throws IOException {
            try {
                return load.pagesUntil(0) > 0;
            } catch (IOException e) {
                if (child.process().isAlive()) {
                    return false;
                }
                throw e;
            }
        }

        @Override
        public void close() {
            child.close();
        }
    }

    /**
     * A port below those that systems give to outgoing connections. Otherwise a client that connects to a port before
     * its server listens may be given that port as its own, and be connected to itself.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException inUse) {
                // Try another one.
            }
        }
    }
}
