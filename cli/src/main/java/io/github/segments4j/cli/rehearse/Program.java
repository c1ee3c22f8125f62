package io.github.segments4j.cli.rehearse;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The program to rehearse, and how to judge it. In the command and in the name of the file, {@code {base_url}}, {@code
 * {tenant}}, {@code {token}} and {@code {dir}}, a new folder for each scenario, are replaced.
 *
 * @param command the program and its arguments
 * @param rows the form of its rows; empty if they can't be seen
 * @param rowsFile the file with the rows; empty if they are on stdout
 * @param inOrder whether the rows must come in the order of the server
 * @param timeout the longest time for one scenario
 */
public record Program(
        List<String> command, Optional<RowFormat> rows, Optional<String> rowsFile, boolean inOrder, Duration timeout) {
    /** {@return whether every run writes the same file, so that only one can run at a time} */
    boolean sharesFile() {
        return rowsFile.filter(file -> !file.contains("{dir}")).isPresent();
    }

    List<String> command(Map<String, String> placeholders) {
        return command.stream().map(argument -> replace(argument, placeholders)).toList();
    }

    Optional<Path> rowsFile(Map<String, String> placeholders) {
        return rowsFile.map(file -> Path.of(replace(file, placeholders)));
    }

    private static String replace(String text, Map<String, String> placeholders) {
        String replaced = text;
        for (Map.Entry<String, String> each : placeholders.entrySet()) {
            replaced = replaced.replace('{' + each.getKey() + '}', each.getValue());
        }
        return replaced;
    }
}
