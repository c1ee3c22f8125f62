package io.github.segments4j.generate;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * {@code segments generate}. It works in a clone of the project only, which has the settings and sources of each language.
 */
@Command(
        name = "generate",
        description = {
            "Generates a client in another language from the contract: a project for the tools of that language.",
            "Needs a clone of segments4j and Maven. With --contract, the client of any API whose OpenAPI"
                    + " document declares its paging: see docs/languages.md."
        },
        sortOptions = false)
public final class GenerateCommand implements Callable<Integer> {
    private final Path home;
    private final PrintWriter out;
    private final PrintWriter err;

    @Parameters(arity = "0..1", paramLabel = "LANG", description = "The language: one of those that --list prints.")
    @Nullable
    String language;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description =
                    "The folder to write: a new or empty folder, or one that this command has generated. Generated"
                            + " files are replaced, and other files stay.")
    @Nullable
    Path output;

    @Option(
            names = "--contract",
            paramLabel = "FILE",
            description =
                    "A document of OpenAPI 3.0 or 3.1 with listings that declare their paging, instead of the segments API.")
    @Nullable
    Path contract;

    @Option(names = "--list", description = "Print the languages, and what their clients can do.")
    boolean list;

    /**
     * Creates the command.
     *
     * @param home the folder of the clone
     * @param out where the list of languages goes
     * @param err where messages go
     */
    public GenerateCommand(Path home, PrintWriter out, PrintWriter err) {
        this.home = home;
        this.out = out;
        this.err = err;
    }

    @Override
    public Integer call() throws IOException {
        Path openapi = openapiFolder();
        Map<String, String> languages = languages(openapi.resolve("generators"));
        if (list) {
            languages.forEach((name, description) -> out.printf("%-14s %s%n", name, description));
            out.flush();
            return 0;
        }
        if (language == null || output == null) {
            throw new IllegalArgumentException(
                    "Name a language and a folder: generate LANG --output DIR. To see the languages: generate --list");
        }
        if (!languages.containsKey(language)) {
            throw new IllegalArgumentException("There is no language \"" + language + "\"; the languages are "
                    + String.join(", ", languages.keySet()));
        }
        if (contract != null && contract.toString().matches("https?:.*")) {
            throw new IllegalArgumentException(
                    "--contract: this is an address: download the document, and name the file");
        }
        Path document = contract == null ? openapi.resolve("segments.yaml") : contract.toAbsolutePath();
        List<String> findings = new PagingLint(openapi.resolve("extensions.schema.json")).check(document);
        if (!findings.isEmpty()) {
            findings.forEach(this::say);
            return Generate.WRONG_USAGE;
        }
        generate(new Generator(openapi), language, document, new GeneratedFolder(output.toAbsolutePath()));
        return 0;
    }

    private Path openapiFolder() {
        Path openapi = home.resolve("openapi");
        if (!Files.isDirectory(openapi.resolve("generators"))) {
            throw new IllegalArgumentException("generate needs a clone of segments4j: run ./segments generate in one");
        }
        return openapi;
    }

    /** Each language has a file with settings, whose first line describes the client. */
    private static Map<String, String> languages(Path settings) throws IOException {
        Map<String, String> languages = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(settings, "*.yaml")) {
            for (Path file : files) {
                String name = file.getFileName().toString().replace(".yaml", "");
                languages.put(name, Files.readAllLines(file).get(0).replaceFirst("^# *", ""));
            }
        }
        return languages;
    }

    private void generate(Generator generator, String language, Path document, GeneratedFolder folder)
            throws IOException {
        Path generated = Files.createTempDirectory("segments-generate");
        try {
            folder.requireReplaceable(generated);
            generator.generate(language, document, generated);
            folder.copyFrom(generated);
            say("the client is in " + folder.path());
        } finally {
            delete(generated);
        }
    }

    private void say(String message) {
        err.println("segments: " + message);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
