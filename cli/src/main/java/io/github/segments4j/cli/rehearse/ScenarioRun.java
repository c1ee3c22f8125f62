package io.github.segments4j.cli.rehearse;

import io.github.segments4j.sandbox.RequestLog;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxSegment;
import java.io.BufferedInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/** One run of a program in one scenario, with a sandbox of its own. */
final class ScenarioRun {
    /** Our choice: no scenario has more than some thousand rows. */
    private static final long MAX_OUTPUT_BYTES = 100_000_000;

    private final Program program;
    private final Scenario scenario;
    private final Path folder;
    private final Path stdout;
    private final Path stderr;
    private final List<Problem> problems = new ArrayList<>();

    /**
     * Prepares a run.
     *
     * @param folder a new folder for what the program prints and writes
     */
    ScenarioRun(Program program, Scenario scenario, Path folder) {
        this.program = program;
        this.scenario = scenario;
        this.folder = folder;
        stdout = folder.resolve("stdout");
        stderr = folder.resolve("stderr");
    }

    Result run(RunningPrograms running) throws IOException, InterruptedException {
        Path files = Files.createDirectories(folder.resolve("files"));
        try (Sandbox sandbox = scenario.start(folder)) {
            Map<String, String> placeholders = Map.of(
                    "base_url", sandbox.baseUrl(),
                    "tenant", scenario.tenant(sandbox),
                    "token", scenario.accessToken(sandbox),
                    "dir", files.toAbsolutePath().toString());
            Path rows = program.rowsFile(placeholders).orElse(stdout);
            long start = System.nanoTime();
            RunningPrograms.End end = running.run(
                    builder(placeholders), () -> objection(sandbox, Duration.ofNanos(System.nanoTime() - start)));
            Duration duration = Duration.ofNanos(System.nanoTime() - start);
            List<RequestLog.Entry> log = sandbox.requests().all();
            Requests requests = new Requests(log);
            judge(end, sandbox, requests, rows);
            if (!problems.isEmpty()) {
                Files.write(
                        folder.resolve("requests.log"),
                        log.stream().map(RequestLog.Entry::toString).toList());
            }
            setAside(rows);
            return new Result(
                    scenario.name(),
                    scenario.ending(),
                    List.copyOf(problems),
                    requests.count(),
                    requests.unneeded(),
                    duration,
                    problems.isEmpty() ? Optional.empty() : Optional.of(folder));
        }
    }

    private ProcessBuilder builder(Map<String, String> placeholders) {
        ProcessBuilder builder = new ProcessBuilder(program.command(placeholders))
                .redirectOutput(stdout.toFile())
                .redirectError(stderr.toFile());
        Map<String, String> environment = builder.environment();
        // The credentials of a real tenant are not for a rehearsal.
        environment.keySet().removeIf(name -> name.startsWith("AMPERITY_"));
        environment.put("AMPERITY_TENANT", placeholders.get("tenant"));
        environment.put("AMPERITY_ACCESS_TOKEN", placeholders.get("token"));
        environment.put("AMPERITY_BASE_URL", placeholders.get("base_url"));
        // No proxy can reach the sandbox.
        for (String name : List.of("NO_PROXY", "no_proxy")) {
            environment.merge(name, "127.0.0.1", (hosts, sandbox) -> hosts + "," + sandbox);
        }
        return builder;
    }

    private Optional<Problem> objection(Sandbox sandbox, Duration elapsed) {
        OptionalInt loop = new Requests(sandbox.requests().all()).loop();
        if (loop.isPresent()) {
            return Optional.of(new Problem(
                    Problem.Kind.LOOP,
                    "it got the same page " + loop.getAsInt() + " times and went on, so it was stopped"));
        }
        if (elapsed.compareTo(program.timeout()) > 0) {
            return Optional.of(new Problem(
                    Problem.Kind.TIMEOUT,
                    "it did not end in " + program.timeout().toMillis() / 1e3
                            + " s, so it was stopped; if it is only patient, raise --timeout"));
        }
        return Stream.of(stdout, stderr)
                                .map(Path::toFile)
                                .mapToLong(File::length)
                                .sum()
                        > MAX_OUTPUT_BYTES
                ? Optional.of(new Problem(
                        Problem.Kind.OUTPUT, "it printed more than " + MAX_OUTPUT_BYTES + " bytes, so it was stopped"))
                : Optional.empty();
    }

    private void judge(RunningPrograms.End end, Sandbox sandbox, Requests requests, Path rows) throws IOException {
        String token = scenario.accessToken(sandbox);
        if (end.stopped().isPresent()) {
            problems.add(end.stopped().get());
        } else if (end.exitCode() == 0) {
            judgeSuccess(sandbox, requests, token, rows);
        } else {
            judgeFailure(end.exitCode(), token, rows);
        }
        int most = requests.mostInASecond();
        int limit = scenario.sandbox().requestsPerSecond();
        if (most > limit) {
            add(Problem.Kind.RATE, "it sent " + most + " requests in one second; the limit is " + limit);
        }
        int impatient = requests.impatient();
        if (impatient > 0) {
            add(Problem.Kind.RATE, "it sent requests at once after a 429 with Retry-After: " + impatient);
        }
        findToken(token, rows);
    }

    private void judgeFailure(int code, String token, Path rows) {
        if (!scenario.ending().allowsFailure()) {
            add(
                    Problem.Kind.EXIT_CODE,
                    "it ended with exit code " + code + ", but it could succeed" + lastWords(token));
        }
        if (program.rowsFile().isPresent() && Files.exists(rows)) {
            add(Problem.Kind.HALF_DONE, "it failed, but has written its file, which looks complete");
        }
    }

    private void judgeSuccess(Sandbox sandbox, Requests requests, String token, Path rows) throws IOException {
        List<String> ids =
                sandbox.segments().list().stream().map(SandboxSegment::id).toList();
        if (!scenario.ending().allowsSuccess()) {
            add(Problem.Kind.EXIT_CODE, "it ended with exit code 0, but it can't have read every row");
        } else if (program.rows().isEmpty()) {
            judgePages(ids.size(), requests);
        } else if (Files.exists(rows)) {
            judgeRows(program.rows().get(), new RowCheck(ids, token), rows);
        } else {
            add(Problem.Kind.ROWS, "it has written no file with rows");
        }
    }

    private void judgeRows(RowFormat format, RowCheck check, Path rows) throws IOException {
        if (!isReadable(rows)) {
            add(Problem.Kind.OUTPUT, "its rows can't be read: " + rows.getFileName() + " is not a readable file");
            return;
        }
        try {
            format.read(rows, check::add);
            problems.addAll(check.problems(program.inOrder()));
        } catch (RowFormat.UnreadableRowsException e) {
            add(Problem.Kind.OUTPUT, "its rows can't be read: " + e.getMessage());
        }
    }

    private void judgePages(int all, Requests requests) {
        int got = requests.rows(scenario.sandbox().maxPageSize());
        if (got < all) {
            add(Problem.Kind.ROWS, all - got + " of " + all + " rows are on pages that it did not get");
        }
        int repeated = requests.repeatedPages();
        if (repeated > 0) {
            add(Problem.Kind.ROWS, "it asked again for pages that it had: " + repeated);
        }
    }

    private void findToken(String token, Path rows) throws IOException {
        List<Path> written = new ArrayList<>(List.of(stdout, stderr));
        if (!rows.equals(stdout)) {
            written.add(rows);
        }
        Files.walkFileTree(folder.resolve("files"), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (!file.equals(rows)) {
                    written.add(file);
                }
                return FileVisitResult.CONTINUE;
            }

            /** The program may have deleted the folder, or made one that can't be read. */
            @Override
            public FileVisitResult visitFileFailed(Path file, IOException e) {
                return FileVisitResult.CONTINUE;
            }
        });
        List<String> places = new ArrayList<>();
        for (Path file : written) {
            if (isReadable(file) && contains(file, token)) {
                places.add(file.getFileName().toString());
            }
        }
        if (!places.isEmpty()) {
            add(Problem.Kind.TOKEN, "its access token is in " + String.join(", ", places));
        }
    }

    /** A folder can't be read, and a pipe would be waited for. */
    private static boolean isReadable(Path file) {
        return Files.isRegularFile(file) && Files.isReadable(file);
    }

    /** Reads the file once, since it may be large. */
    private static boolean contains(Path file, String token) throws IOException {
        byte[] wanted = token.getBytes(StandardCharsets.UTF_8);
        int overlap = wanted.length - 1;
        try (InputStream in = new BufferedInputStream(Files.newInputStream(file))) {
            String before = "";
            for (byte[] block = in.readNBytes(65_536); block.length > 0; block = in.readNBytes(65_536)) {
                String text = before + new String(block, StandardCharsets.ISO_8859_1);
                if (text.contains(new String(wanted, StandardCharsets.ISO_8859_1))) {
                    return true;
                }
                before = text.substring(Math.max(0, text.length() - overlap));
            }
        }
        return false;
    }

    /** The last line of stderr usually says why a program has failed. */
    private String lastWords(String token) {
        try (InputStream in = Files.newInputStream(stderr)) {
            long size = Files.size(stderr);
            in.skipNBytes(Math.max(0, size - 4_096));
            List<String> lines = new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank())
                    .toList();
            return lines.isEmpty()
                    ? ""
                    : "; its last line on stderr is: "
                            + lines.get(lines.size() - 1).strip().replace(token, "***");
        } catch (IOException e) {
            return "";
        }
    }

    /** The next run starts without the file, and a failed one keeps it beside its log. */
    private void setAside(Path rows) throws IOException {
        if (program.sharesFile() && Files.exists(rows)) {
            Files.move(rows, folder.resolve("files").resolve(rows.getFileName()), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private void add(Problem.Kind kind, String description) {
        problems.add(new Problem(kind, description));
    }
}
