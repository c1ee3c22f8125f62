package io.github.segments4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The exit code and the output of a command that ran in this JVM. */
record Run(int code, String out, String err) {
    static Run of(String... args) {
        return in(false, args);
    }

    static Run with(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Segments.run(new Shell(Stdout.FILE, out, err, false, environment), args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString(StandardCharsets.UTF_8));
    }

    /** With stderr on a terminal or not. */
    static Run in(boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = to(Stdout.FILE, out, terminal, args);
        return new Run(run.code(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    /** With stdout and stderr on a terminal. */
    static Run onTerminal(String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = to(Stdout.TERMINAL, out, true, args);
        return new Run(run.code(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    static Run to(Stdout stdout, OutputStream out, boolean terminal, String... args) {
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        int code = Segments.run(new Shell(stdout, out, err, terminal, Map.of()), args);
        return new Run(code, "", err.toString(StandardCharsets.UTF_8));
    }
}
