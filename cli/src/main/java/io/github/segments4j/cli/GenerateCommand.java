package io.github.segments4j.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * {@code segments generate}. The generator is large, and only a clone of the project has the contract's
 * settings for it: Maven runs it there.
 */
@Command(
        name = "generate",
        description = {
            "Generates a client from the contract in another language: a project for that language's own tools.",
            "It works from a clone of the project, with Maven."
        },
        sortOptions = false)
final class GenerateCommand implements Callable<Integer> {
    private final Shell shell;

    private CommandSpec spec = CommandSpec.create();

    @Parameters(arity = "0..1", paramLabel = "LANG", description = "The language, one of those that --list shows.")
    @Nullable
    String language;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "DIR",
            description = "The folder for it: a new or an empty one, or one that this command has made, whose files it"
                    + " replaces.")
    @Nullable
    Path output;

    @Option(names = "--list", description = "Print the languages, and what their clients can do.")
    boolean list;

    GenerateCommand(Shell shell) {
        this.shell = shell;
    }

    @Spec
    void spec(CommandSpec given) {
        spec = given;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        Path contract = contract();
        Map<String, String> languages = languages(contract.resolve("generators"));
        if (list) {
            print(languages);
            return 0;
        }
        if (language == null || output == null) {
            throw wrong("Say which language, and where to: generate LANG --output DIR, or generate --list");
        }
        if (!languages.containsKey(language)) {
            throw wrong("There is no language \"" + language + "\" here; there is "
                    + String.join(", ", languages.keySet()));
        }
        checkFree(output);
        return generate(contract, language, output.toAbsolutePath().normalize());
    }

    /** The launcher tells where the clone is. */
    private Path contract() {
        Path contract = Path.of(System.getProperty("segments.home", ""), "openapi");
        if (!Files.isDirectory(contract.resolve("generators"))) {
            throw wrong("generate needs a clone of segments4j: run ./segments generate there");
        }
        return contract;
    }

    /** Each has a file, whose first line says what it makes. */
    private static Map<String, String> languages(Path settings) throws IOException {
        Map<String, String> languages = new TreeMap<>();
        try (Stream<Path> files = Files.list(settings)) {
            for (Path file : files.toList()) {
                String name = file.getFileName().toString();
                if (name.endsWith(".yaml")) {
                    languages.put(
                            name.substring(0, name.length() - ".yaml".length()),
                            Files.readAllLines(file).get(0).replaceFirst("^# *", ""));
                }
            }
        }
        return languages;
    }

    private void print(Map<String, String> languages) throws IOException {
        StringBuilder lines = new StringBuilder();
        languages.forEach((name, what) -> lines.append("%-11s %s%n".formatted(name, what)));
        shell.out().write(lines.toString().getBytes(StandardCharsets.UTF_8));
        shell.out().flush();
    }

    private void checkFree(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        if (!Files.isDirectory(folder)) {
            throw wrong("--output: " + folder + " is a file");
        }
        try (Stream<Path> files = Files.list(folder)) {
            boolean isFree = files.findAny().isEmpty()
                    || Files.exists(folder.resolve(".openapi-generator").resolve("FILES"));
            if (!isFree) {
                throw wrong("--output: the folder " + folder
                        + " has files that were not generated: name another one, or empty it");
            }
        }
    }

    private int generate(Path contract, String language, Path folder) throws IOException, InterruptedException {
        Path log = Files.createTempFile("segments-generate", ".log");
        try {
            int code = maven(contract, language, folder, log);
            if (code == 0) {
                shell.err().println("segments: the client is in " + folder);
                return 0;
            }
            try (Stream<String> lines = Files.lines(log)) {
                lines.filter(line -> line.startsWith("[ERROR]")).limit(10).forEach(shell.err()::println);
            }
            shell.err().println("segments: Maven could not generate the client, see above");
            return 1;
        } finally {
            Files.delete(log);
        }
    }

    private static int maven(Path contract, String language, Path folder, Path log)
            throws IOException, InterruptedException {
        List<String> command = List.of(
                "mvn",
                "--quiet",
                "--batch-mode",
                "--file",
                contract.resolve("pom.xml").toString(),
                "openapi-generator:generate@client",
                "-Dlanguage=" + language,
                "-Doutput=" + folder);
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "there is no mvn, which runs the generator: install Maven 3.8.1 or later", e);
        }
        process.getOutputStream().close();
        return process.waitFor();
    }

    private ParameterException wrong(String what) {
        return new ParameterException(spec.commandLine(), what);
    }
}
