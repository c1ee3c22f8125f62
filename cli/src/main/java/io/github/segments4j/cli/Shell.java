package io.github.segments4j.cli;

import java.io.OutputStream;
import java.io.PrintWriter;
import java.util.Map;

/**
 * What surrounds a command, so that a test can hold it.
 *
 * @param out takes data; one that reports what it could not write
 * @param err takes talk, for a person
 * @param terminal whether that person looks at a terminal
 * @param environment what is set in it
 */
record Shell(OutputStream out, PrintWriter err, boolean terminal, Map<String, String> environment) {}
