package io.github.segments4j.cli;

import io.github.segments4j.cli.output.Output;
import io.github.segments4j.cli.rehearse.Program;
import io.github.segments4j.cli.rehearse.Rehearsal;
import io.github.segments4j.cli.rehearse.RehearsalReport;
import io.github.segments4j.cli.rehearse.Result;
import io.github.segments4j.cli.rehearse.RowFormat;
import io.github.segments4j.cli.rehearse.Scenario;
import io.github.segments4j.cli.rehearse.ScenarioFile;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code segments rehearse}. */
@Command(
        name = "rehearse",
        description = {
            "Runs a program that reads segments against the sandbox, in scenarios such as an outage or an empty page,"
                    + " and reports where it loses rows.",
            "The program gets AMPERITY_TENANT, AMPERITY_ACCESS_TOKEN and AMPERITY_BASE_URL of the sandbox, and no other"
                    + " AMPERITY_ variable. In its arguments, {base_url}, {tenant} and {token} are replaced by the same"
                    + " values, and {dir} by a new folder for each scenario.",
            "In each scenario, it must read every row once and end with 0; or, where it can't read every row, end with"
                    + " another code. It must never send more than 10 requests in a second, end in time, and not"
                    + " print its access token.",
            "The exit code is 0 if it passes every scenario, and 6 if it does not."
        },
        sortOptions = false)
final class RehearseCommand implements Callable<Integer> {
    private final Shell shell;

    @Option(
            names = "--rows",
            paramLabel = "FORM",
            converter = RowFormatConverter.class,
            description =
                    "How the program writes the rows that it has read: jsonl:FIELD, an object on each line; json:FIELD, an"
                            + " array; csv:COLUMN, with a header; or lines. FIELD or COLUMN holds the id of the"
                            + " segment; a line is the id.")
    @Nullable
    RowFormat rows;

    @Option(
            names = "--rows-from",
            paramLabel = "FILE",
            description =
                    "The file that the program writes its rows to, such as {dir}/segments.csv. It must not exist yet."
                            + " After a failure, the program must not leave it behind. Default: stdout.")
    @Nullable
    String rowsFrom;

    @Option(
            names = "--no-rows",
            description = "The rows can't be seen: judge only which pages the program has requested.")
    boolean noRows;

    @Option(
            names = "--in-order",
            description = "The rows must come in the order of the server. By default, any order is right.")
    boolean inOrder;

    @Option(
            names = "--scenario",
            paramLabel = "TEXT",
            description = "Run only scenarios with this text in their name; can be repeated.")
    List<String> names = new ArrayList<>();

    @Option(
            names = "--scenarios",
            paramLabel = "FILE",
            description = "Run the scenarios of this YAML file instead of those that --list prints.")
    @Nullable
    Path scenarioFile;

    @Option(names = "--list", description = "Print the scenarios, and how a program may end in each, and exit.")
    boolean list;

    @Option(
            names = "--timeout",
            paramLabel = "TIME",
            defaultValue = "2m",
            converter = DurationConverter.class,
            description = "The longest time for one scenario: a number with the unit ms, s, m or h. Default:"
                    + " ${DEFAULT-VALUE}.")
    Duration timeout = Duration.ofMinutes(2);

    @Option(
            names = "--jobs",
            paramLabel = "N",
            defaultValue = "4",
            converter = WholeNumber.Positive.class,
            description =
                    "How many scenarios to run at the same time. Use 1 for a program that can't run twice at once."
                            + " With --rows-from and without {dir}, it is always 1. Default: ${DEFAULT-VALUE}.")
    int jobs;

    @Option(
            names = {"-f", "--format"},
            paramLabel = "text|json|junit",
            defaultValue = "text",
            description = "The format of the report. Default: ${DEFAULT-VALUE}.")
    RehearsalReport.Format format = RehearsalReport.Format.TEXT;

    @Mixin
    final OutputOption output = new OutputOption();

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "A new or empty folder for the output and the requests of the program in scenarios that fail."
                    + " Default: a temporary folder, which the report names.")
    @Nullable
    Path logs;

    @Parameters(arity = "0..*", paramLabel = "COMMAND", description = "The program and its arguments, after --.")
    List<String> command = new ArrayList<>();

    RehearseCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<Scenario> scenarios = scenarios();
        if (list) {
            StringBuilder lines = new StringBuilder();
            scenarios.forEach(each -> lines.append("%-9s %s%n".formatted(each.ending(), each.name())));
            shell.print(lines.toString());
            return 0;
        }
        Program program = program();
        Path folder = logFolder();
        try (Output to = output.open(shell, Optional.empty())) {
            RehearsalReport report = new RehearsalReport(command, rehearse(program, scenarios, folder));
            report.write(format, to.writer());
            to.complete();
            return report.passed() ? 0 : ErrorReporter.CONTRACT_BROKEN;
        } finally {
            deleteIfEmpty(folder);
        }
    }

    private List<Result> rehearse(Program program, List<Scenario> scenarios, Path folder)
            throws IOException, InterruptedException {
        int all = scenarios.size();
        try (Rehearsal rehearsal =
                new Rehearsal(program, folder, jobs, done -> showProgress(Math.min(done, all), all))) {
            Thread end = new Thread(() -> endEarly(rehearsal, folder));
            unlessInterrupted(() -> Runtime.getRuntime().addShutdownHook(end));
            List<Result> results = rehearsal.run(scenarios);
            unlessInterrupted(() -> Runtime.getRuntime().removeShutdownHook(end));
            return results;
        }
    }

    /** The hooks can't be changed once the JVM ends, as after Ctrl-C. Then the logs are deleted, so there is no report. */
    private static void unlessInterrupted(Runnable changeOfHooks) throws InterruptedIOException {
        try {
            changeOfHooks.run();
        } catch (IllegalStateException e) {
            throw new InterruptedIOException("the rehearsal has been interrupted");
        }
    }

    /** When the command is interrupted or fails, its programs end too, and there is no report that names their logs. */
    private static void endEarly(Rehearsal rehearsal, Path folder) {
        rehearsal.close();
        Rehearsal.deleteIfPossible(folder);
    }

    private List<Scenario> scenarios() throws IOException {
        List<Scenario> all = scenarioFile == null ? ScenarioFile.builtIn() : ScenarioFile.read(scenarioFile);
        for (String name : names) {
            if (all.stream().noneMatch(each -> each.name().contains(name))) {
                throw new IllegalArgumentException("--scenario: there is no scenario with \"" + name
                        + "\" in its name; to see all: segments rehearse --list");
            }
        }
        return all.stream()
                .filter(each -> names.isEmpty() || names.stream().anyMatch(each.name()::contains))
                .toList();
    }

    private Program program() {
        if (command.isEmpty()) {
            throw new IllegalArgumentException(
                    "Name the program to rehearse, such as: segments rehearse --rows jsonl:id -- python3 job.py");
        }
        if ((rows == null) != noRows) {
            throw new IllegalArgumentException(
                    "Say how the program writes its rows, such as --rows jsonl:id; or, if they can't be seen, --no-rows");
        }
        if (noRows && (inOrder || rowsFrom != null)) {
            throw new IllegalArgumentException("--in-order and --rows-from need --rows");
        }
        if (rowsFrom != null && Files.exists(Path.of(rowsFrom))) {
            throw new IllegalArgumentException("--rows-from: the file " + rowsFrom
                    + " exists, and each scenario must start without it: move it, or let the program write to {dir}");
        }
        return new Program(command, Optional.ofNullable(rows), Optional.ofNullable(rowsFrom), inOrder, timeout);
    }

    private Path logFolder() throws IOException {
        if (logs == null) {
            return Files.createTempDirectory("segments-rehearsal-");
        }
        Path folder = Files.createDirectories(logs);
        if (!isEmpty(folder)) {
            throw new IllegalArgumentException("--logs: the folder " + logs + " is not empty: name a new one");
        }
        return folder;
    }

    private void showProgress(int done, int all) {
        if (shell.hasStatusLine()) {
            shell.showStatus(done + " of " + all + " scenarios");
        }
    }

    private static void deleteIfEmpty(Path folder) throws IOException {
        if (Files.exists(folder) && isEmpty(folder)) {
            Files.delete(folder);
        }
    }

    private static boolean isEmpty(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.findAny().isEmpty();
        }
    }
}
