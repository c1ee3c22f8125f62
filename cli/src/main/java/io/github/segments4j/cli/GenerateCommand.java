package io.github.segments4j.cli;

import io.github.segments4j.cli.output.PrintableText;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
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
 * {@code segments generate}. Maven runs the generator in a clone of the project, since the generator is large and only
 * a clone has its settings.
 */
@Command(
        name = "generate",
        description = {
            "Generates a client in another language from the contract: a project for the tools of that language.",
            "Needs a clone of segments4j and Maven."
        },
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

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

    @Option(names = "--list", description = "Print the languages, and what their clients can do.")
    boolean list;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path contract = contractFolder();
        Map<String, String> languages = languages(contract.resolve("generators"));
        if (list) {
            print(languages);
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
        return generate(contract, language, new GeneratedFolder(output.toAbsolutePath()));
    }

    /** In the clone, whose folder the launcher passes on. */
    private Path contractFolder() {
        Path contract = Path.of(System.getProperty("segments.home", ""), "openapi");
        if (!Files.isDirectory(contract.resolve("generators"))) {
            throw new IllegalArgumentException("generate needs a clone of segments4j: run ./segments generate in one");
        }
        return contract;
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

    private void print(Map<String, String> languages) throws IOException {
        StringBuilder lines = new StringBuilder();
        languages.forEach((name, description) -> lines.append("%-11s %s%n".formatted(name, description)));
        shell.print(lines.toString());
    }

    private int generate(Path contract, String language, GeneratedFolder folder)
            throws IOException, InterruptedException {
        folder.requireReplaceable();
        Path generated = Files.createTempDirectory("segments-generate");
        try {
            if (!runMaven(contract, language, generated)) {
                shell.say("Maven could not generate the client; its errors are above");
                return 1;
            }
            folder.copyFrom(generated);
            shell.say("the client is in " + folder.path());
            return 0;
        } finally {
            delete(generated);
        }
    }

    private boolean runMaven(Path contract, String language, Path generated) throws IOException, InterruptedException {
        Process maven = startMaven(contract, language, generated);
        List<String> errors;
        try (BufferedReader lines = maven.inputReader()) {
            errors = lines.lines().filter(line -> line.startsWith("[ERROR]")).toList();
        }
        int code = maven.waitFor();
        if (code != 0) {
            errors.stream().limit(10).map(PrintableText::of).forEach(shell.err()::println);
        }
        return code == 0;
    }

    /** Maven replaces properties in paths, so the folder of the user is not passed on. */
    private static Process startMaven(Path contract, String language, Path generated) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        "mvn",
                        "--quiet",
                        "--batch-mode",
                        "--file",
                        withoutProperty(contract.resolve("pom.xml")),
                        "openapi-generator:generate@client",
                        "-Dlanguage=" + language,
                        "-Doutput=" + withoutProperty(generated))
                .redirectErrorStream(true);
        // Maven and its plugins need no access token.
        builder.environment().keySet().removeIf(name -> name.startsWith("AMPERITY_"));
        Process maven;
        try {
            maven = builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "mvn, which runs the generator, is missing: install Maven 3.8.1 or later", e);
        }
        maven.getOutputStream().close();
        return maven;
    }

    private static String withoutProperty(Path path) {
        if (path.toString().contains("${")) {
            throw new IllegalArgumentException("Maven would replace ${ in the path " + path + ": rename the folder");
        }
        return path.toString();
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
