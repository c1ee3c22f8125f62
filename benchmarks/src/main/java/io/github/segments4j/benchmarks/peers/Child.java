package io.github.segments4j.benchmarks.peers;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A process that this one starts, talks to in lines, and watches. Its stderr goes to this one's. */
public final class Child implements Closeable {
    public static final Path THIS_JDK = Path.of(System.getProperty("java.home"));

    private final Process process;

    private Child(Process process) {
        this.process = process;
    }

    /** What a JVM of its own runs: a lambda that captures serializable values, and whose result is serializable. */
    public interface Task<T> extends Serializable {
        T run() throws Exception;
    }

    public static Child start(ProcessBuilder command) throws IOException {
        Process process = command.redirectError(ProcessBuilder.Redirect.INHERIT).start();
        return new Child(process);
    }

    /** Starts a task in a JVM with this one's class path. */
    public static Child jvm(List<String> options, Task<?> task) throws IOException {
        List<String> command =
                new ArrayList<>(List.of(THIS_JDK.resolve("bin/java").toString()));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), Child.class.getName(), encoded(task)));
        return start(new ProcessBuilder(command));
    }

    /** Runs a task that prints nothing in a JVM with this one's class path, and returns its result. */
    @SuppressWarnings("unchecked") // The result is what the task returned.
    public static <T> T call(List<String> options, Task<T> task) throws IOException, ClassNotFoundException {
        try (Child child = jvm(options, task)) {
            return (T) decoded(child.readLine());
        }
    }

    /** Runs the task in its JVM. */
    public static void main(String[] args) throws Exception {
        System.out.println(encoded(((Task<?>) decoded(args[0])).run()));
        System.exit(0); // Some clients leave threads behind.
    }

    private static String encoded(Object value) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(value);
        }
        return Base64.getEncoder().encodeToString(bytes.toByteArray());
    }

    private static Object decoded(String text) throws IOException, ClassNotFoundException {
        byte[] bytes = Base64.getDecoder().decode(text);
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes))) {
            return in.readObject();
        }
    }

    /** Runs a command to its end; false if it fails, takes more than a minute or does not exist. */
    public static boolean succeeds(String... command) throws InterruptedException {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            try {
                return process.waitFor(1, TimeUnit.MINUTES) && process.exitValue() == 0;
            } finally {
                process.destroyForcibly();
            }
        } catch (IOException noSuchProgram) {
            return false;
        }
    }

    public String readLine() throws IOException {
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IOException("A child process ended");
        }
        return line;
    }

    /** Writes a line, and reads the answer. */
    public String ask(String line) throws IOException {
        process.outputWriter().write(line + "\n");
        process.outputWriter().flush();
        return readLine();
    }

    /** Watches it until it ends well, and returns the CPU time and the peak memory just before. */
    public Usage watch() throws IOException, InterruptedException {
        Usage usage = new Usage(Duration.ZERO, Double.NaN);
        while (!process.waitFor(20, TimeUnit.MILLISECONDS)) {
            double peak = peakMegabytes();
            usage = Double.isNaN(peak) ? usage : new Usage(cpu(), peak);
        }
        if (process.exitValue() != 0) {
            throw new IOException("A child process ended with " + process.exitValue());
        }
        return usage;
    }

    public void checkAlive() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("A child process ended with " + process.exitValue());
        }
    }

    /** What a process used. */
    public record Usage(Duration cpu, double peakMegabytes) {}

    public Duration cpu() {
        return process.info().totalCpuDuration().orElse(Duration.ZERO);
    }

    /** The memory that is resident now, in MB; {@link Double#NaN} where the system does not tell. Linux does. */
    public double residentMegabytes() throws IOException {
        return megabytes(process.toHandle(), "VmRSS");
    }

    /** The most memory that was ever resident, in MB, or {@link Double#NaN}. */
    public double peakMegabytes() throws IOException {
        return peakMegabytes(process.toHandle());
    }

    public static double peakMegabytes(ProcessHandle process) throws IOException {
        return megabytes(process, "VmHWM");
    }

    private static double megabytes(ProcessHandle process, String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(process.pid()), "status");
        Matcher value =
                Pattern.compile(field + ":\\s+(\\d+) kB").matcher(Files.exists(status) ? Files.readString(status) : "");
        return value.find() ? Long.parseLong(value.group(1)) / 1024.0 : Double.NaN;
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }
}
