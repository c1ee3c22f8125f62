package io.github.segments4j.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A fenced block of README.md or of a page in docs/.
 *
 * @param language what follows the fence
 * @param code with a newline at its end
 */
record CodeBlock(String language, String code) {
    static final Path PROJECT = Path.of("..");

    private static final Pattern BLOCK = Pattern.compile("^```(.*)\\n((?:.*\\n)*?)```$", Pattern.MULTILINE);

    /** README.md and the pages in docs/. */
    static List<Path> pages() throws IOException {
        try (Stream<Path> docs = Files.list(PROJECT.resolve("docs"))) {
            Stream<Path> pages = docs.filter(page -> page.toString().endsWith(".md"));
            return Stream.concat(Stream.of(PROJECT.resolve("README.md")), pages.sorted())
                    .toList();
        }
    }

    static List<CodeBlock> of(Path page) throws IOException {
        return BLOCK.matcher(Files.readString(page))
                .results()
                .map(block -> new CodeBlock(block.group(1), block.group(2)))
                .toList();
    }

    /** Whether its lines stand in a file of the modules with the examples, one after the other, however far indented. */
    boolean isPartOfAnExample() throws IOException {
        try (Stream<Path> files = Files.walk(PROJECT.resolve("examples"))) {
            for (Path file : files.filter(CodeBlock::isSource).toList()) {
                if (unindented(Files.readString(file)).contains(unindented(code))) {
                    return true;
                }
            }
            return false;
        }
    }

    private static boolean isSource(Path file) {
        return Files.isRegularFile(file) && file.toString().matches(".*\\bsrc\\b.*\\.(java|kt|properties)");
    }

    private static String unindented(String lines) {
        return lines.replaceAll("(?m)^ +", "");
    }

    /** The language and the first line. */
    @Override
    public String toString() {
        return language + ": " + code.lines().findFirst().orElse("");
    }
}
