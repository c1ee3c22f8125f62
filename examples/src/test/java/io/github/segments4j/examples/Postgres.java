package io.github.segments4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A PostgreSQL server from the packages of this machine, on a free port and with empty databases. */
final class Postgres {
    private static final Path DEBIAN = Path.of("/usr/lib/postgresql");
    private static final String MISSING = "this machine has no PostgreSQL server: install the package postgresql";

    private final Path programs;
    private final Path folder;
    private final int port;

    private Postgres(Path programs, Path folder, int port) {
        this.programs = programs;
        this.folder = folder;
        this.port = port;
    }

    /** Skips the test where there is no server, except in CI. */
    static Postgres start(Path folder) throws Exception {
        Optional<Path> programs = newestPrograms();
        if (programs.isEmpty() && "true".equals(System.getenv("CI"))) {
            throw new AssertionError(MISSING);
        }
        assumeTrue(programs.isPresent(), MISSING);
        Postgres postgres = new Postgres(programs.get(), folder, freePort());
        if (isRoot()) {
            run(List.of("chown", "postgres", folder.toString()), folder);
        }
        postgres.run("initdb", "--username=segments", "--encoding=UTF8", "--locale=C", "--auth=trust", "--no-sync");
        String options = "-p %d -c listen_addresses=127.0.0.1 -c unix_socket_directories='' -c fsync=off"
                .formatted(postgres.port);
        postgres.run("pg_ctl", "--wait", "--log=" + folder.resolve("log"), "--options=" + options, "start");
        return postgres;
    }

    String url() {
        return "jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=segments";
    }

    void stop() throws Exception {
        run("pg_ctl", "--wait", "--mode=immediate", "stop");
    }

    private void run(String program, String... arguments) throws Exception {
        List<String> command = new ArrayList<>();
        if (isRoot()) { // The server refuses to run as root.
            command.addAll(List.of("setpriv", "--reuid=postgres", "--regid=postgres", "--clear-groups"));
        }
        command.add(programs.resolve(program).toString());
        command.add("--pgdata=" + folder.resolve("data"));
        command.addAll(List.of(arguments));
        run(command, folder);
    }

    private static void run(List<String> command, Path folder) throws Exception {
        Path log = Files.createTempFile("postgres", ".log");
        try {
            Process process = new ProcessBuilder(command)
                    .directory(folder.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            assertThat(process.waitFor()).as(Files.readString(log)).isZero();
        } finally {
            Files.delete(log);
        }
    }

    private static Optional<Path> newestPrograms() throws IOException {
        if (!Files.isDirectory(DEBIAN)) {
            return Optional.empty();
        }
        try (Stream<Path> versions = Files.list(DEBIAN)) {
            return versions.map(version -> version.resolve("bin"))
                    .filter(programs -> Files.isExecutable(programs.resolve("initdb")))
                    .max(Comparator.comparing(programs ->
                            Integer.valueOf(programs.getParent().getFileName().toString())));
        }
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean isRoot() {
        return System.getProperty("user.name").equals("root");
    }
}
