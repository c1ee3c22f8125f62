package io.github.segments4j.cli;

import io.github.segments4j.cli.diff.ChangeFormat;
import io.github.segments4j.cli.output.Format;
import io.github.segments4j.cli.rehearse.RehearsalReport;
import io.github.segments4j.cli.verify.report.ReportFormat;
import io.github.segments4j.generate.GenerateCommand;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.RetryAfter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** The {@code segments} command, and its main method. */
@Command(
        name = "segments",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads all segments of an Amperity tenant.",
        footerHeading = "%nExamples:%n",
        footer = {
            "  segments export --sandbox --output segments.csv   try it, without an account",
            "  segments list                                     a table, for people",
            "  segments export --format json > segments.json     for programs",
            "  segments export --output segments.csv --resume    continue an export that failed",
            "  segments count                                    how many segments there are",
            "  segments diff segments.csv                        what has changed since an export",
            "  segments verify                                   does the API keep to the contract?",
            "  segments rehearse --rows csv:id -- ./job.sh       does a job of yours lose rows on a bad night?",
            "  segments sandbox                                  a local stand-in for the API",
            "  segments generate python --output DIR             a client in another language",
            "",
            "Environment:",
            "  AMPERITY_TENANT        the tenant",
            "  AMPERITY_ACCESS_TOKEN  an access token",
            "  AMPERITY_CLIENT_ID, AMPERITY_CLIENT_SECRET",
            "                         an API key instead, which is exchanged for access tokens",
            "  AMPERITY_BASE_URL      default https://TENANT.amperity.com/api; for tenants on AWS",
            "                         https://app.amperity.com/api",
            "  HTTPS_PROXY, HTTP_PROXY, NO_PROXY",
            "                         a proxy, and the hosts that are reached without it",
            "  SANDBOX_PORT etc.      the flags of segments sandbox",
            "  JAVA_OPTS              options of the JVM, such as -Xmx64m",
            "",
            "Exit codes:",
            "  0  success, every row is there    5  server or network, after retries",
            "  1  unexpected, or a file error;   6  an answer breaks the contract, or verify",
            "     changes with diff --exit-code     or rehearse has found something",
            "  2  wrong usage or settings        7  fewer rows than the total of --with-total",
            "  3  not authenticated or         141  the reader of stdout has ended, as with head",
            "     not permitted",
            "  4  rate limited, after retries",
            "",
            "Data goes to stdout or --output, everything else to stderr."
        })
public final class Segments {
    /** In the order of the help. */
    private static final List<String> COMMANDS =
            List.of("list", "export", "count", "diff", "verify", "rehearse", "sandbox", "generate", "help");

    private static final List<String> VERSION = List.of("-V", "--version");

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help and exit.")
    boolean help;

    @Option(
            names = {"-V", "--version"},
            versionHelp = true,
            description = "Print the version and exit.")
    boolean version;

    private Segments() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the arguments after {@code segments}
     */
    public static void main(String[] args) {
        // Numbers look the same everywhere, since scripts read them.
        Locale.setDefault(Locale.ROOT);
        Shell shell = Shell.ofProcess();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> new ErrorReporter(shell).report(e));
        System.exit(run(shell, args));
    }

    static int run(Shell shell, String... args) {
        ErrorReporter errors = new ErrorReporter(shell);
        try {
            if (args.length == 1 && VERSION.contains(args[0])) {
                out(shell).println(version()); // Without picocli, this takes three quarters of the time.
                return 0;
            }
            CommandLine line = commandLine(shell, args);
            line.setParameterExceptionHandler(errors);
            line.setExecutionExceptionHandler(errors);
            return line.execute(args);
        } catch (Error e) {
            return errors.report(e);
        }
    }

    /**
     * Describes all commands and their options, for manual pages and the completion of shells.
     *
     * @return the command as picocli sees it
     */
    public static CommandLine model() {
        return commandLine(Shell.ofProcess(), "--help");
    }

    private static boolean asksForHelp(String... args) {
        // What follows -- belongs to the program that is rehearsed.
        return Stream.of(args).takeWhile(arg -> !arg.equals("--")).anyMatch(List.of("-h", "--help")::contains)
                || (args.length > 0 && args[0].equals("help"));
    }

    /** To build a command takes time, so only the one that was asked for is built. Help and a mistyped name need all. */
    private static List<String> needed(String... args) {
        boolean isCommand = args.length > 0 && COMMANDS.contains(args[0]) && !args[0].equals("help");
        return isCommand ? List.of(args[0]) : COMMANDS;
    }

    private static Object command(String name, Shell shell, boolean asksForHelp) {
        return switch (name) {
            case "list" -> new ListCommand(shell);
            case "export" -> new ExportCommand(shell);
            case "count" -> new CountCommand(shell);
            case "diff" -> new DiffCommand(shell);
            case "verify" -> new VerifyCommand(shell);
            case "rehearse" -> new CommandLine(new RehearseCommand(shell)).setStopAtPositional(true);
            case "sandbox" -> sandbox(shell, asksForHelp);
            case "generate" ->
                new GenerateCommand(Path.of(System.getProperty("segments.home", "")), out(shell), err(shell));
            case "help" -> new HelpCommand();
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static CommandLine sandbox(Shell shell, boolean asksForHelp) {
        CommandLine sandbox = new CommandLine(new SandboxCommand(shell));
        if (!asksForHelp) {
            // Help must be printed even if an environment variable is wrong.
            sandbox.setDefaultValueProvider(new EnvironmentDefaults(shell.environment()));
        }
        return sandbox;
    }

    private static String version() {
        String version = Segments.class.getPackage().getImplementationVersion();
        return "segments " + (version == null ? "(development)" : version);
    }

    private static PrintWriter out(Shell shell) {
        return new PrintWriter(shell.out(), true, StandardCharsets.UTF_8);
    }

    private static PrintWriter err(Shell shell) {
        return new PrintWriter(shell.err(), true, StandardCharsets.UTF_8);
    }

    private static CommandLine commandLine(Shell shell, String... args) {
        boolean asksForHelp = asksForHelp(args);
        CommandLine line = new CommandLine(new Segments());
        needed(args).forEach(name -> line.addSubcommand(command(name, shell, asksForHelp)));
        line.getCommandSpec().version(version());
        line.setOut(out(shell));
        line.setErr(err(shell));
        // Values are taken as they are: messages would print what stands in an @file or in ${env:NAME}.
        line.setExpandAtFiles(false);
        // The help contains ${DEFAULT-VALUE}.
        line.setInterpolateVariables(asksForHelp);
        line.registerConverter(Path.class, new FileConverter());
        line.registerConverter(Format.class, new Choice<>(Format.values()));
        line.registerConverter(ChangeFormat.class, new Choice<>(ChangeFormat.values()));
        line.registerConverter(ReportFormat.class, new Choice<>(ReportFormat.values()));
        line.registerConverter(RehearsalReport.Format.class, new Choice<>(RehearsalReport.Format.values()));
        line.registerConverter(Limit.class, new Choice<>(Limit.values()));
        line.registerConverter(RetryAfter.class, new Choice<>(RetryAfter.values()));
        line.registerConverter(Paging.class, new Choice<>(Paging.values()));
        line.setAbbreviatedOptionsAllowed(false);
        line.setUsageHelpWidth(100);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        return line;
    }
}
