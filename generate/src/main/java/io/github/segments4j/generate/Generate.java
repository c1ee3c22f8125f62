package io.github.segments4j.generate;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Runs {@code ./segments generate} in a clone. It is a program of its own, so that a client of another contract can be
 * generated without building the rest of the command.
 */
@Command(name = "segments", synopsisSubcommandLabel = "COMMAND")
public final class Generate {
    static final int WRONG_USAGE = 2;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help and exit.")
    boolean help;

    private Generate() {}

    /**
     * Runs the command and ends the JVM with its exit code.
     *
     * @param args the arguments after {@code segments}
     */
    public static void main(String[] args) {
        Locale.setDefault(Locale.ROOT);
        // The generator warns about each part of a contract that it does not need, and its parser logs what it throws.
        System.setProperty("org.slf4j.simpleLogger.defaultLogLevel", "off");
        // The launcher passes the folder of the clone on.
        Path home = Path.of(System.getProperty("segments.home", ""));
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(run(home, out, err, args));
    }

    static int run(Path home, PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Generate());
        line.addSubcommand(new GenerateCommand(home, out, err));
        line.setOut(out);
        line.setErr(err);
        line.setExpandAtFiles(false);
        line.setInterpolateVariables(false);
        line.setAbbreviatedOptionsAllowed(false);
        line.setUsageHelpWidth(100);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF));
        line.setParameterExceptionHandler((e, arguments) -> report(e.getCommandLine(), e, WRONG_USAGE));
        line.setExecutionExceptionHandler(
                (e, command, result) -> report(command, e, e instanceof IllegalArgumentException ? WRONG_USAGE : 1));
        return line.execute(args);
    }

    private static int report(CommandLine command, Exception e, int code) {
        command.getErr().println("segments: " + (e.getMessage() == null ? e : e.getMessage()));
        return code;
    }
}
