package io.github.segments4j.benchmarks;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.WireMock;
import com.github.tomakehurst.wiremock.core.WireMockConfiguration;
import io.github.segments4j.sandbox.Sandbox;
import java.io.IOException;
import java.io.PrintStream;
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
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;

/**
 * The sandbox beside WireMock and Prism, each in a process of its own and with the same page of 100 rows: how long
 * from its start to the first 200, how many pages a second over 4 connections, how much memory after that. WireMock
 * has the page precomputed and keeps no journal; Prism has it as the contract's first example. Rounds take turns, so
 * that what passes on the machine touches all of them.
 *
 * <p>Promised: at least 8 times the pages of Prism, more than WireMock, and less than half of WireMock's start.
 */
final class SandboxRun {
    private static final int STARTS = 5;
    private static final int ROUNDS = 3;
    private static final Duration WARM_UP = Duration.ofSeconds(3);
    private static final Duration ROUND = Duration.ofSeconds(3);
    private static final PrintStream OUT = System.out;

    private SandboxRun() {}

    private interface Start {
        Process at(int port) throws IOException;
    }

    private record Server(String name, String path, Start start) {}

    public static void main(String[] args) throws Exception {
        Path root = Path.of(System.getProperty("segments.root"));
        Path page = Files.createTempFile("page", ".json");
        Path contract = Files.createTempFile("segments", ".yaml");
        try {
            Files.writeString(page, firstPage());
            Files.writeString(
                    contract,
                    withFirstPage(Files.readString(root.resolve("openapi/segments.yaml")), Files.readString(page)));
            OUT.println(Machine.line());
            run(List.of(
                    new Server("sandbox, 1,000 rows", "/api/segments", port -> ours(port, 1_000)),
                    new Server("sandbox, 1,000,000 rows", "/api/segments", port -> ours(port, 1_000_000)),
                    new Server("WireMock 3.13.2", "/api/segments", port -> wireMock(port, page)),
                    new Server("Prism 5.16.0", "/segments", port -> prism(root, port, contract))));
        } finally {
            Files.delete(page);
            Files.delete(contract);
        }
    }

    private static void run(List<Server> servers) throws Exception {
        double[][] starts = new double[servers.size()][STARTS];
        for (int round = 0; round < STARTS; round++) {
            for (int i = 0; i < servers.size(); i++) {
                try (Running running = new Running(servers.get(i))) {
                    starts[i][round] = running.start;
                }
            }
        }
        List<Running> running = new ArrayList<>();
        try {
            for (Server server : servers) {
                running.add(new Running(server));
            }
            double[][] pages = new double[servers.size()][ROUNDS];
            for (Running warm : running) {
                warm.load.run(WARM_UP);
            }
            for (int round = 0; round < ROUNDS; round++) {
                for (int i = 0; i < servers.size(); i++) {
                    pages[i][round] = running.get(i).load.run(ROUND);
                }
            }
            OUT.printf("%-26s%12s%18s%12s%14s%n", "server", "first 200", "pages/s", "body", "memory");
            for (int i = 0; i < servers.size(); i++) {
                OUT.printf(
                        Locale.ROOT,
                        "%-26s%9.0f ms%8.0f ± %-7.0f%7d bytes%11s%n",
                        servers.get(i).name(),
                        median(starts[i]),
                        median(pages[i]),
                        spread(pages[i]),
                        running.get(i).load.size(),
                        running.get(i).memory());
            }
        } finally {
            for (Running each : running) {
                each.close();
            }
        }
    }

    /** A process that answers. */
    private static final class Running implements AutoCloseable {
        private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

        private final Process process;
        private final PageLoad load;

        /** Milliseconds until it answered. */
        private final double start;

        Running(Server server) throws Exception {
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

        String memory() throws IOException {
            Path status = Path.of("/proc", Long.toString(process.pid()), "status");
            if (!Files.exists(status)) {
                return "unknown";
            }
            Matcher resident = RESIDENT.matcher(Files.readString(status));
            return resident.find() ? Long.parseLong(resident.group(1)) / 1024 + " MB" : "unknown";
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
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
        return ChildJvm.start(List.of(), OurSandbox.class, Integer.toString(port), Integer.toString(rows));
    }

    private static Process wireMock(int port, Path page) throws IOException {
        return ChildJvm.start(List.of(), WireMockPage.class, Integer.toString(port), page.toString());
    }

    private static Process prism(Path root, int port, Path contract) throws IOException {
        Path prism = root.resolve("mock-server/prism/node_modules/@stoplight/prism-cli/dist/index.js");
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
        Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
        return process;
    }

    private static double median(double[] values) {
        double[] sorted = values.clone();
        Arrays.sort(sorted);
        return sorted[sorted.length / 2];
    }

    private static double spread(double[] values) {
        return (DoubleStream.of(values).max().orElse(0)
                        - DoubleStream.of(values).min().orElse(0))
                / 2;
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
