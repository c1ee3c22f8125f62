package io.github.segments4j.benchmarks;

import java.io.Closeable;
import java.io.IOException;
import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.lang3.SerializationUtils;

/** A process that this one starts, talks to in lines, and watches. Its stderr goes to this one's. */
record Child(Process process) implements Closeable {
    /** What a JVM of its own runs: a lambda that captures serializable values. */
    interface Task<T extends Serializable> extends Serializable {
        T run() throws Exception;
    }

    static Child start(ProcessBuilder command) throws IOException {
        return new Child(command.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    }

    /** Starts a task in a JVM with this one's class path. The result is the last line that it prints. */
    static Child jvm(List<String> options, Task<?> task) throws IOException {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName()));
        command.add(Base64.getEncoder().encodeToString(SerializationUtils.serialize(task)));
        return start(new ProcessBuilder(command));
    }

    /** Runs a task that prints nothing in a JVM with this one's class path, and returns its result. */
    static <T extends Serializable> T call(List<String> options, Task<T> task) throws IOException {
        try (Child child = jvm(options, task)) {
            return SerializationUtils.deserialize(Base64.getDecoder().decode(child.readLine()));
        }
    }

    /** Runs the task in its JVM. */
    public static void main(String[] args) throws Exception {
        Task<?> task = SerializationUtils.deserialize(Base64.getDecoder().decode(args[0]));
        System.out.println(Base64.getEncoder().encodeToString(SerializationUtils.serialize(task.run())));
        System.exit(0); // Some clients leave threads behind.
    }

    /** Runs a command to its end. False if it fails or does not exist. */
    static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            return process.waitFor() == 0;
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    String readLine() throws IOException {
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("A child process ended");
        }
        return line;
    }

    void writeLine(String line) throws IOException {
        process.getOutputStream().write((line + "\n").getBytes(StandardCharsets.US_ASCII));
        process.getOutputStream().flush();
    }

    double cpuNanos() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO).toNanos();
    }

    /** The memory that is resident now, in MB; {@link Double#NaN} on other systems than Linux. */
    double residentMegabytes() throws IOException {
        return megabytes(process.pid(), "VmRSS");
    }

    /** The most memory that a process ever had, in MB; {@link Double#NaN} on other systems than Linux. */
    static double peakMegabytes(long pid) throws IOException {
        return megabytes(pid, "VmHWM");
    }

    private static double megabytes(long pid, String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(pid), "status");
        String text = Files.exists(status) ? Files.readString(status) : "";
        Matcher value = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(text);
        return value.find() ? Long.parseLong(value.group(1)) / 1024.0 : Double.NaN;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
