package io.github.segments4j.conformance;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A folder of {@code drivers/}: the program that lists a tenant in one language, and how to build it and its client.
 * It is built and checked in {@code target/}, and again only after a change.
 */
final class Driver implements AutoCloseable {
    /** Another contract, with listings of every kind. */
    static final Path WAREHOUSE = Path.of("contracts/warehouse.yaml");

    private static final Path DRIVERS = Path.of("drivers");
    private static final Path RUNTIME = Path.of("../openapi/runtime");
    private static final Path EXAMPLES = Path.of("../openapi/examples");
    private static final Path VECTORS = Path.of("vectors");
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    /** More than enough: one repetition was needed on 2 cores with a load of 40. */
    private static final int MAX_RUNS = 5;

    private final String language;
    private final Path contract;
    private final Path home;
    private final Manifest manifest;
    private final Map<String, String> places;
    private @Nullable AssertionError failure;
    private boolean isBuilt;
    private final Deque<DriverProcess> idle = new ConcurrentLinkedDeque<>();

    /**
     * The contents of {@code driver.yaml}. In its commands, {@code {client}} is the folder of the generated client,
     * {@code {warehouse}} that of the client of {@link #WAREHOUSE}, {@code {driver}} the folder of the driver, {@code
     * {runtime}} and {@code {example}} the folders of the language in {@code openapi/runtime} and {@code
     * openapi/examples}, {@code {vectors}} that of the vectors, and {@code {build}} a folder that stays between builds.
     * {@code {java}}, {@code {javac}} and {@code {classpath}} are those of this build.
     *
     * @param generate the language for {@code ./segments generate}; true if it is the name of the folder; absent if
     *     the driver uses the Java client of this build
     * @param needs commands that must succeed; otherwise the language is skipped
     * @param check runs the formatter, the linter and the tests of our sources
     * @param run the command of the program; absent if the client is plain generator output
     * @param walk the command of the program that reads the listings of {@link #WAREHOUSE}
     * @param example the command of the example, which lists the tenant that the environment names
     * @param readme how to run the code in the README of the client
     * @param virtualTime whether the program can give the client a clock of its own
     */
    record Manifest(
            @Nullable String generate,
            List<List<String>> needs,
            List<List<String>> build,
            List<List<String>> check,
            @Nullable List<String> run,
            @Nullable List<String> walk,
            @Nullable List<String> example,
            @Nullable Readme readme,
            boolean virtualTime) {
        Manifest {
            check = check == null ? List.of() : check;
        }
    }

    /**
     * The code in a README.
     *
     * @param language the language of the code blocks, each of which is a program
     * @param file where a program is written, in the folder {@code {build}}
     * @param run the commands that compile and run it; only the last one prints
     */
    record Readme(String language, String file, List<List<String>> run) {}

    private Driver(String language, Manifest manifest, Path contract, Path target) {
        this.language = language;
        this.manifest = manifest;
        this.contract = contract;
        home = target.toAbsolutePath().resolve(language);
        Path jdk = Path.of(System.getProperty("java.home"), "bin");
        places = Map.of(
                "{client}", home.resolve("client").toString(),
                "{warehouse}", home.resolve("warehouse").toString(),
                "{build}", home.resolve("build").toString(),
                "{driver}", absolute(DRIVERS.resolve(language)),
                "{runtime}", absolute(RUNTIME.resolve(language)),
                "{example}", absolute(EXAMPLES.resolve(language)),
                "{vectors}", absolute(VECTORS),
                "{java}", jdk.resolve("java").toString(),
                "{javac}", jdk.resolve("javac").toString(),
                "{classpath}", System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")));
    }

    private static String absolute(Path folder) {
        return folder.toAbsolutePath().normalize().toString();
    }

    static List<Driver> all() throws IOException {
        List<Driver> all = new ArrayList<>();
        try (Stream<Path> folders = Files.list(DRIVERS)) {
            for (Path folder : folders.filter(Files::isDirectory).sorted().toList()) {
                all.add(of(folder.getFileName().toString(), Clients.CONTRACT, Path.of("target/clients")));
            }
        }
        return all;
    }

    /** Returns the driver of a client that is generated from the given contract and built in the given folder. */
    static Driver of(String language, Path contract, Path target) throws IOException {
        File manifest = DRIVERS.resolve(language).resolve("driver.yaml").toFile();
        return new Driver(language, YAML.readValue(manifest, Manifest.class), contract, target);
    }

    String language() {
        return language;
    }

    boolean hasProgram() {
        return manifest.run() != null;
    }

    boolean walks() {
        return manifest.walk() != null;
    }

    boolean canRun(Scenario scenario) {
        return manifest.virtualTime() || !scenario.client().virtualTime();
    }

    /** Returns the command that this machine does not have, or that fails. */
    Optional<String> missing() throws IOException, InterruptedException {
        for (List<String> command : manifest.needs()) {
            try {
                Process process = withoutSecrets(resolved(command))
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start();
                if (process.waitFor() != 0) {
                    return Optional.of(String.join(" ", command));
                }
            } catch (IOException e) {
                return Optional.of(command.get(0));
            }
        }
        return Optional.empty();
    }

    /**
     * Reuses a process that has finished a listing, because starting one takes longer than most scenarios. Repeats a
     * scenario that measures time if the machine paused meanwhile.
     */
    void run(Scenario scenario) throws IOException, InterruptedException {
        for (int runs = 1; ; runs++) {
            DriverProcess process = idle.poll();
            if (process == null) {
                process = start();
            }
            try (Pauses pauses = new Pauses();
                    ScenarioRun run = new ScenarioRun(scenario, process)) {
                try {
                    run.run();
                    idle.push(process);
                    return;
                } catch (AssertionError e) {
                    process.close();
                    if (!scenario.alone() || !pauses.wereTooLong() || runs == MAX_RUNS) {
                        throw e;
                    }
                }
            }
        }
    }

    DriverProcess start() throws IOException {
        return new DriverProcess(resolved(Objects.requireNonNull(manifest.run())));
    }

    DriverProcess startWalk() throws IOException {
        return new DriverProcess(resolved(Objects.requireNonNull(manifest.walk())));
    }

    boolean hasReadme() {
        return manifest.readme() != null;
    }

    /** Runs each program in the README with these variables, and returns what each prints. */
    List<String> runReadme(Map<String, String> environment) throws IOException, InterruptedException {
        Readme readme = Objects.requireNonNull(manifest.readme());
        Matcher block = Pattern.compile("```" + readme.language() + "\n(.*?)```", Pattern.DOTALL)
                .matcher(Files.readString(home.resolve("client/README.md")));
        Path file = home.resolve("build").resolve(readme.file());
        List<String> outputs = new ArrayList<>();
        while (block.find()) {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            Files.writeString(file, block.group(1));
            for (List<String> command : readme.run()) {
                execute(command, environment);
            }
            outputs.add(Files.readString(log(), StandardCharsets.UTF_8));
        }
        return outputs;
    }

    List<String> example() {
        return resolved(Objects.requireNonNull(manifest.example()));
    }

    /** Builds once. If that failed, every later call fails with the same error. */
    synchronized void build() throws IOException, InterruptedException {
        if (failure != null) {
            throw failure;
        }
        try {
            if (!isBuilt) {
                buildOnce();
                isBuilt = true;
            }
        } catch (AssertionError e) {
            failure = e;
            throw e;
        }
    }

    /** Checks what was built, unless it has passed and nothing has changed since. */
    void check() throws IOException, InterruptedException {
        Path stamp = home.resolve("checked");
        String built = Files.readString(home.resolve("stamp"));
        if (Files.exists(stamp) && Files.readString(stamp).equals(built)) {
            return;
        }
        for (List<String> command : manifest.check()) {
            execute(command);
        }
        Files.writeString(stamp, built);
    }

    private void buildOnce() throws IOException, InterruptedException {
        Path next = home.resolve("next");
        delete(next);
        Files.createDirectories(home.resolve("build"));
        Files.createDirectories(next.resolve("client"));
        Files.createDirectories(next.resolve("warehouse"));
        if (manifest.generate() != null) {
            String generated = manifest.generate().equals("true") ? language : manifest.generate();
            Clients.generate(generated, contract, next.resolve("client"));
            if (walks() || manifest.build().toString().contains("{warehouse}")) {
                Clients.generate(generated, WAREHOUSE, next.resolve("warehouse"));
            }
        }
        Path stamp = home.resolve("stamp");
        String state = state(next);
        if (Files.exists(stamp) && Files.readString(stamp).equals(state)) {
            delete(next);
            return;
        }
        Files.deleteIfExists(stamp);
        for (String folder : List.of("client", "warehouse")) {
            delete(home.resolve(folder));
            Files.move(next.resolve(folder), home.resolve(folder));
        }
        for (List<String> command : manifest.build()) {
            execute(command);
        }
        Files.writeString(stamp, state);
    }

    private Path log() {
        return home.resolveSibling(language + ".log");
    }

    private void execute(List<String> command) throws IOException, InterruptedException {
        execute(command, Map.of());
    }

    private void execute(List<String> command, Map<String, String> environment)
            throws IOException, InterruptedException {
        Path log = log();
        ProcessBuilder builder = withoutSecrets(resolved(command))
                .directory(home.resolve("client").toFile())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile());
        builder.environment().putAll(environment);
        int exit = builder.start().waitFor();
        if (exit != 0) {
            String output = Files.readString(log, StandardCharsets.UTF_8);
            throw new AssertionError(String.join(" ", command) + " exited with " + exit + ". Its output, in " + log
                    + ":\n" + output.substring(Math.max(0, output.length() - 4_000)));
        }
    }

    /** Returns a process that does not inherit the credentials of the person who runs the tests. */
    static ProcessBuilder withoutSecrets(List<String> command) {
        ProcessBuilder process = new ProcessBuilder(command);
        process.environment().keySet().removeIf(name -> name.startsWith("AMPERITY_"));
        return process;
    }

    private List<String> resolved(List<String> command) {
        return command.stream().map(this::resolved).toList();
    }

    private String resolved(String word) {
        String resolved = word;
        for (Map.Entry<String, String> place : places.entrySet()) {
            resolved = resolved.replace(place.getKey(), place.getValue());
        }
        return resolved;
    }

    /** Returns a digest of the generated clients, and of everything else that the commands read. */
    private String state(Path generated) throws IOException {
        // rust-tokio also reads the files of rust.
        Set<String> names = new LinkedHashSet<>(List.of(language.split("-", 2)[0], language));
        List<Path> folders = new ArrayList<>(List.of(generated, VECTORS));
        names.forEach(name -> Stream.of(DRIVERS, EXAMPLES, RUNTIME).forEach(each -> folders.add(each.resolve(name))));
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update(new TreeMap<>(places).toString().getBytes(StandardCharsets.UTF_8));
            for (Path folder : folders) {
                if (!Files.exists(folder)) {
                    continue; // this language has no example, or no sources of its own
                }
                try (Stream<Path> files = Files.walk(folder)) {
                    for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                        digest.update(folder.relativize(file).toString().getBytes(StandardCharsets.UTF_8));
                        digest.update(Files.readAllBytes(file));
                    }
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    @Override
    public void close() throws IOException {
        for (DriverProcess process = idle.poll(); process != null; process = idle.poll()) {
            process.close();
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                    Files.delete(file);
                }
            }
        }
    }
}
