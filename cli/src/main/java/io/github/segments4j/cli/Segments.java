package io.github.segments4j.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** The command with nothing after it, and where the JVM starts. */
@Command(
        name = "segments",
        synopsisSubcommandLabel = "COMMAND",
        description = "Reads the segments of an Amperity tenant, every page of them.",
        versionProvider = Segments.Version.class,
        subcommands = {
            ListCommand.class,
            ExportCommand.class,
            CountCommand.class,
            VerifyCommand.class,
            SandboxCommand.class,
            GenerateCommand.class
        },
        footerHeading = "%nExamples:%n",
        footer = {
            "  segments export --sandbox --output segments.csv   try it, without an account",
            "  segments list                                     a table, for reading",
            "  segments export --format json > segments.json     for programs",
            "  segments export --output segments.csv --resume    go on with one that has failed",
            "  segments count                                    how many there are",
            "  segments verify                                   has the API left the contract?",
            "  segments sandbox                                  a stand-in for the API",
            "  segments generate python --output DIR             a client in another language",
            "",
            "Environment:",
            "  AMPERITY_TENANT        the tenant",
            "  AMPERITY_ACCESS_TOKEN  an access token",
            "  AMPERITY_CLIENT_ID, AMPERITY_CLIENT_SECRET",
            "                         an API key instead: tokens are made and renewed from it",
            "  AMPERITY_BASE_URL      default https://TENANT.amperity.com/api; tenants on AWS use",
            "                         https://app.amperity.com/api",
            "  SANDBOX_PORT and so on  the flags of segments sandbox",
            "  JAVA_OPTS              options for the JVM, such as -Xmx64m",
            "",
            "Exit codes:",
            "  0  done, every row is there     4  rate limited, after retries",
            "  1  unexpected, or a file fails  5  server or network, after retries",
            "  2  wrong usage or settings      6  the contract is broken, or verify",
            "  3  not authenticated or            has found something new",
            "     not permitted",
            "",
            "Data goes to stdout or --output, everything else to stderr."
        })
public final class Segments implements Runnable {
    @Spec
    CommandSpec spec = CommandSpec.create();

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

    Segments() {}

    /** Nothing is done without a command. */
    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(), "Say which command: list, export, count, verify, sandbox or generate");
    }

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the words after {@code segments}
     */
    public static void main(String[] args) {
        Shell shell = new Shell(
                new FileOutputStream(FileDescriptor.out),
                new PrintWriter(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8),
                Boolean.getBoolean("segments.terminal"),
                System.getenv());
        HttpThreads.prepare();
        int code = run(shell, args);
        HttpThreads.end();
        System.exit(code);
    }

    static int run(Shell shell, String... args) {
        // Help is there whatever the environment says.
        boolean isHelp = Arrays.stream(args).anyMatch(List.of("-h", "--help")::contains);
        Shell surroundings = isHelp ? new Shell(shell.out(), shell.err(), shell.terminal(), Map.of()) : shell;
        CommandLine line = new CommandLine(new Segments(), new Commands(surroundings));
        line.setOut(new PrintWriter(shell.out(), true, StandardCharsets.UTF_8));
        line.setErr(shell.err());
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setAbbreviatedOptionsAllowed(false);
        line.setUsageHelpWidth(100);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        Failures failures = new Failures(shell.err());
        line.setParameterExceptionHandler(failures);
        line.setExecutionExceptionHandler(failures);
        return line.execute(args);
    }

    /** Makes the commands, and gives each its surroundings. */
    private static final class Commands implements CommandLine.IFactory {
        private final Shell shell;

        Commands(Shell shell) {
            this.shell = shell;
        }

        @Override
        public <K> K create(Class<K> type) throws Exception {
            for (Object command : List.of(
                    new ListCommand(shell),
                    new ExportCommand(shell),
                    new CountCommand(shell),
                    new VerifyCommand(shell),
                    new SandboxCommand(shell),
                    new GenerateCommand(shell))) {
                if (type.isInstance(command)) {
                    return type.cast(command);
                }
            }
            return CommandLine.defaultFactory().create(type);
        }
    }

    /** The version that the jar was built with. */
    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Segments.class.getPackage().getImplementationVersion();
            return new String[] {"segments " + (version == null ? "(not from a jar)" : version)};
        }
    }
}
