package io.github.segments4j.cli;

import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** The exit code and the output of a command that ran in this JVM. */
record Run(int code, String out, String err) {
    static Run of(String... args) {
        return in(false, args);
    }

    static Run with(Map<String, String> environment, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        StringWriter err = new StringWriter();
        int code = Segments.run(new Shell(out, new PrintWriter(err, true), false, environment), args);
        return new Run(code, out.toString(StandardCharsets.UTF_8), err.toString());
    }

    static Run in(boolean terminal, String... args) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Run run = to(out, terminal, args);
        return new Run(run.code(), out.toString(StandardCharsets.UTF_8), run.err());
    }

    static Run to(OutputStream out, boolean terminal, String... args) {
        StringWriter err = new StringWriter();
        int code = Segments.run(new Shell(out, new PrintWriter(err, true), terminal, Map.of()), args);
        return new Run(code, "", err.toString());
    }
}
