package io.github.segments4j.benchmarks;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The sandbox beside WireMock and Prism. */
final class SandboxTable implements Table {
    private static final String SETTING = "one page of 100 rows";
    private static final String OURS = Figure.OURS + " sandbox, ";
    private static final String HEAP = "-Xmx256m";
    private static final String WIRE_MOCK = "WireMock 3.13.2";
    private static final String PRISM = "Prism 5.16.0";

    private interface Start {
        Process at(int port) throws IOException;
    }

    private record Server(String name, String path, Start start) {}

    @Override
    public String name() {
        return "sandbox";
    }

    @Override
    public String title() {
        return "The sandbox beside WireMock and Prism";
    }

    @Override
    public String method() {
        return "Each in a process of its own and with the same page of 100 rows: how long from its start to the first"
                + " 200, how many pages a second over 4 connections that stay open, how much memory after that, Java with `-Xmx256m`. WireMock has"
                + " the page precomputed and keeps no journal; Prism has it as the contract's first example. Rounds take"
                + " turns.";
    }

    @Override
    public List<Measure> charts() {
        return List.of(Measure.PAGES_PER_SECOND, Measure.START_MILLIS);
    }

    @Override
    public Optional<String> reference() {
        return Optional.of(WIRE_MOCK);
    }

    @Override
    public void run(Scale scale, Results results) throws Exception {
        Path root = Script.project();
        Path page = Files.createTempFile("page", ".json");
        Path contract = Files.createTempFile("segments", ".yaml");
        try {
            Files.writeString(page, firstPage());
            Files.writeString(
                    contract,
                    withFirstPage(Files.readString(root.resolve("openapi/segments.yaml")), Files.readString(page)));
            List<Server> servers = new ArrayList<>(List.of(
                    new Server(OURS + "1,000 rows", "/api/segments", port -> ours(port, 1_000)),
                    new Server(
                            OURS + "1,000,000 rows", "/api/segments", port -> ours(port, scale.pick(2_000, 1_000_000))),
                    new Server(WIRE_MOCK, "/api/segments", port -> wireMock(port, page))));
            Path prism = root.resolve("mock-server/prism/node_modules/@stoplight/prism-cli/dist/index.js");
            if (Files.exists(prism) && Script.node().isPresent()) {
                servers.add(new Server(PRISM, "/segments", port -> prism(prism, port, contract)));
            } else {
                results.remark(PRISM + ": not on this machine.");
            }
            starts(servers, scale.pick(1, 5), results);
            pages(servers, scale, results);
        } finally {
            Files.delete(page);
            Files.delete(contract);
        }
    }

    private static void starts(List<Server> servers, int rounds, Results results) throws Exception {
        for (int round = 0; round < rounds; round++) {
            for (Server server : servers) {
                try (Running running = new Running(server)) {
                    results.add(SETTING, server.name(), Measure.START_MILLIS, running.start);
                }
            }
        }
    }

    private static void pages(List<Server> servers, Scale scale, Results results) throws Exception {
        Duration round = scale.pick(Duration.ofMillis(100), Duration.ofSeconds(3));
        List<Running> all = new ArrayList<>();
        try {
            for (Server server : servers) {
                all.add(new Running(server));
            }
            // Long enough for a JVM that shares two cores with the load to have compiled what it will.
            for (Running warm : all) {
                warm.load.run(round.multipliedBy(4));
            }
            for (int i = 0; i < scale.pick(1, 3); i++) {
                for (Running running : all) {
                    results.add(SETTING, running.name, Measure.PAGES_PER_SECOND, running.load.run(round));
                }
            }
            for (Running running : all) {
                long kilobytes = ResidentMemory.kilobytes(running.process.pid());
                if (kilobytes != ResidentMemory.UNKNOWN) {
                    results.add(SETTING, running.name, Measure.RESIDENT_MEMORY, kilobytes / 1024.0);
                }
            }
        } finally {
            all.forEach(Running::close);
        }
    }

    @Override
    public List<Promise> promises(Medians figures) {
        String ours = OURS + "1,000 rows";
        double pages = figures.median(SETTING, ours, Measure.PAGES_PER_SECOND);
        List<Promise> promises = new ArrayList<>(List.of(
                Promise.atLeast(
                        "the sandbox's pages/s of WireMock's: at least 1",
                        1,
                        pages / figures.median(SETTING, WIRE_MOCK, Measure.PAGES_PER_SECOND)),
                Promise.atMost(
                        "the sandbox's start of WireMock's: at most 0.5",
                        0.5,
                        figures.median(SETTING, ours, Measure.START_MILLIS)
                                / figures.median(SETTING, WIRE_MOCK, Measure.START_MILLIS))));
        figures.find(SETTING, PRISM, Measure.PAGES_PER_SECOND)
                .ifPresent(prism -> promises.add(
                        Promise.atLeast("the sandbox's pages/s of Prism's: at least 8", 8, pages / prism)));
        return promises;
    }

    /** A process that answers. */
    private static final class Running implements AutoCloseable {
        private final String name;
        private final Process process;
        private final PageLoad load;

        /** Milliseconds until it answered. */
        private final double start;

        Running(Server server) throws Exception {
            name = server.name();
            int port = freePort();
            load = new PageLoad(URI.create("http://127.0.0.1:" + port + server.path() + "?limit=100"));
            long began = System.nanoTime();
            process = server.start().at(port);
            while (!load.isAnswered()) {
                if (!process.isAlive() || System.nanoTime() - began > 60e9) {
                    process.destroyForcibly();
                    throw new IllegalStateException(server.name() + " does not answer");
                }
                Thread.sleep(1);
            }
            start = (System.nanoTime() - began) / 1e6;
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    /**
     * Below those that systems give to outgoing connections: a client that keeps trying a port which nobody listens to
     * yet might be given that very port, and be connected to itself.
     */
    private static int freePort() {
        while (true) {
            int port = ThreadLocalRandom.current().nextInt(20_000, 30_000);
            try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return socket.getLocalPort();
            } catch (IOException taken) {
                // Try another.
            }
        }
    }

    private static String firstPage() throws Exception {
        try (Sandbox sandbox = Sandbox.builder().start()) {
            HttpRequest request = HttpRequest.newBuilder(URI.create(sandbox.baseUrl() + "/segments?limit=100"))
                    .header("Authorization", "Bearer " + sandbox.accessToken())
                    .header("amperity-tenant", sandbox.tenant())
                    .header("api-version", "2024-04-01")
                    .build();
            return HttpClient.newHttpClient()
                    .send(request, BodyHandlers.ofString())
                    .body();
        }
    }

    /** JSON is YAML. */
    private static String withFirstPage(String contract, String page) {
        Matcher example = Pattern.compile("(?s)(\\n    FirstPage:\\n.*?\\n      value:).*?(?=\\n    \\S)")
                .matcher(contract);
        if (!example.find()) {
            throw new IllegalStateException("The contract has no example FirstPage");
        }
        return example.replaceFirst("$1 " + Matcher.quoteReplacement(page));
    }

    private static Process ours(int port, int rows) throws IOException {
        return ChildJvm.start(List.of(HEAP), OurSandbox.class, Integer.toString(port), Integer.toString(rows));
    }

    private static Process wireMock(int port, Path page) throws IOException {
        return ChildJvm.start(List.of(HEAP), WireMockPage.class, Integer.toString(port), page.toString());
    }

    private static Process prism(Path prism, int port, Path contract) throws IOException {
        Process process = new ProcessBuilder(
                        "node",
                        prism.toString(),
                        "mock",
                        "-h",
                        "127.0.0.1",
                        "-p",
                        Integer.toString(port),
                        "-v",
                        "error",
                        contract.toString())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        return process;
    }

    /** The sandbox as a test embeds it. */
    static final class OurSandbox {
        private OurSandbox() {}

        public static void main(String[] args) throws Exception {
            Sandbox.builder()
                    .port(Integer.parseInt(args[0]))
                    .segments(Integer.parseInt(args[1]))
                    .noRateLimit()
                    .start();
            Thread.currentThread().join();
        }
    }

    /** The page as an answer of WireMock's. */
    static final class WireMockPage {
        private WireMockPage() {}

        public static void main(String[] args) throws Exception {
            WireMockServer server = new WireMockServer(WireMockConfiguration.options()
                    .bindAddress("127.0.0.1")
                    .port(Integer.parseInt(args[0]))
                    .disableRequestJournal());
            server.stubFor(WireMock.get(WireMock.urlPathEqualTo("/api/segments"))
                    .willReturn(WireMock.okJson(Files.readString(Path.of(args[1])))));
            server.start();
        }
    }
}
