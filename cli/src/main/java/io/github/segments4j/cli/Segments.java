package io.github.segments4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
            "  segments verify                                   does the API keep to the contract?",
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
            "  SANDBOX_PORT etc.      the flags of segments sandbox",
            "  JAVA_OPTS              options of the JVM, such as -Xmx64m",
            "",
            "Exit codes:",
            "  0  success, every row is there  4  rate limited, after retries",
            "  1  unexpected, or a file error  5  server or network, after retries",
            "  2  wrong usage or settings      6  an answer breaks the contract, or verify",
            "  3  not authenticated or            has found something new",
            "     not permitted",
            "",
            "Data goes to stdout or --output, everything else to stderr."
        })
public final class Segments {
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
        Shell shell = new Shell(
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("segments.terminal"),
                System.getenv());
        int code = run(shell, args);
        HttpThreads.end();
        System.exit(code);
    }

    static int run(Shell shell, String... args) {
        CommandLine sandbox = new CommandLine(new SandboxCommand(shell));
        // Help must be printed even if an environment variable is wrong.
        if (Stream.of(args).noneMatch(List.of("-h", "--help")::contains)) {
            sandbox.setDefaultValueProvider(new EnvironmentDefaults(shell.environment()));
        }
        CommandLine line = new CommandLine(new Segments())
                .addSubcommand(new ListCommand(shell))
                .addSubcommand(new ExportCommand(shell))
                .addSubcommand(new CountCommand(shell))
                .addSubcommand(new VerifyCommand(shell))
                .addSubcommand(sandbox)
                .addSubcommand(new GenerateCommand(shell));
        String version = Segments.class.getPackage().getImplementationVersion();
        line.getCommandSpec().version("segments " + (version == null ? "(development)" : version));
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(shell.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setUsageHelpWidth(100);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        ErrorReporter errors = new ErrorReporter(shell);
        line.setParameterExceptionHandler(errors);
        line.setExecutionExceptionHandler(errors);
        return line.execute(args);
    }
}
