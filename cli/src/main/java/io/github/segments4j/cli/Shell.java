package io.github.segments4j.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * The surroundings of a command, so that a test can replace them.
 *
 * @param out receives data; throws an exception if it can't be written
 * @param err receives messages for people
 * @param terminal whether stderr is a terminal
 * @param environment the environment variables
 */
record Shell(OutputStream out, PrintWriter err, boolean terminal, Map<String, String> environment) {
    void print(String data) throws IOException {
        out.write(data.getBytes(StandardCharsets.UTF_8));
        out.flush();
    }

    void say(String message) {
        err.println("segments: " + message);
    }
}
