package io.github.segments4j.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The rows of a table of a page, without its head. */
record PageTable(List<List<String>> rows) {
    private static final Pattern CODE = Pattern.compile("`([^`]*)`");

    /**
     * Reads a table.
     *
     * @param page such as README.md, in the folder of the project
     * @param head the first line of the table
     */
    static PageTable of(String page, String head) throws IOException {
        List<List<String>> rows = Files.readString(CodeBlock.PROJECT.resolve(page))
                .lines()
                .dropWhile(line -> !line.equals(head))
                .skip(2)
                .takeWhile(line -> line.startsWith("| "))
                .map(line -> Stream.of(line.split("\\|", -1)).skip(1).map(String::strip))
                .map(Stream::toList)
                .toList();
        assertThat(rows).as("the table " + head + " of " + page).isNotEmpty();
        return new PageTable(rows);
    }

    /** The words in code font of a column, in order. */
    List<String> code(int column) {
        return rows.stream().flatMap(row -> code(row.get(column)).stream()).collect(Collectors.toList());
    }

    static List<String> code(String cell) {
        return CODE.matcher(cell).results().map(word -> word.group(1)).toList();
    }
}
