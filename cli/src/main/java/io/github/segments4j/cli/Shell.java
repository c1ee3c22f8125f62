package io.github.segments4j.cli;

import io.github.segments4j.cli.output.PrintableStream;
import io.github.segments4j.cli.output.PrintableText;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The surroundings of a command, so that a test can replace them. Nothing that reaches a terminal through it can control
 * the terminal: stderr always gets printable text, and stdout does if it is a terminal.
 */
final class Shell {
    private final Stdout stdout;
    private final OutputStream out;
    private final StatusLine statusLine;
    private final PrintStream err;
    private final boolean terminal;
    private final Map<String, String> environment;

    /**
     * Makes a shell.
     *
     * @param stdout what {@code out} is connected to
     * @param out receives data; throws an exception if it can't be written
     * @param err receives messages for people
     * @param terminal whether {@code err} is a terminal
     * @param environment the environment variables
     */
    Shell(Stdout stdout, OutputStream out, OutputStream err, boolean terminal, Map<String, String> environment) {
        this.stdout = stdout;
        this.out = stdout.stream(out);
        statusLine = new StatusLine(err);
        this.err = new PrintStream(new PrintableStream(statusLine), true, StandardCharsets.UTF_8);
        this.terminal = terminal;
        this.environment = environment;
    }

    /** The surroundings of this process. From now on, what libraries write to {@code System.err} is printable too. */
    static Shell ofProcess() {
        Shell shell = new Shell(
                Stdout.ofProcess(),
                new FileOutputStream(FileDescriptor.out),
                new FileOutputStream(FileDescriptor.err),
                Boolean.getBoolean("segments.terminal"),
                System.getenv());
        System.setErr(shell.err);
        return shell;
    }

    /** Whether data appears on a terminal, beside the messages. */
    boolean showsData() {
        return stdout == Stdout.TERMINAL;
    }

    OutputStream out() {
        return out;
    }

    PrintStream err() {
        return err;
    }

    Map<String, String> environment() {
        return environment;
    }

    void print(String data) throws IOException {
        out.write(data.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    /** Prints a message that says who speaks, as errors do. */
    void say(String message) {
        tell("segments: " + message);
    }

    /** Prints a message in one line. */
    void tell(String message) {
        err.println(PrintableText.of(message));
    }

    /** Whether a status can be shown. */
    boolean hasStatusLine() {
        return terminal;
    }

    /** Shows a status on the terminal of stderr until the next message. */
    void showStatus(String status) {
        try {
            statusLine.show(status);
        } catch (IOException e) {
            // It is only a status, and nobody sees it.
        }
    }
}
