package io.github.segments4j.benchmarks;

import java.io.IOException;

/** A client that lists when it is told to, in Java or in another language. */
record ListingProcess(String who, Process process) implements AutoCloseable {
    /** What one listing took. */
    record Took(long rows, long nanos, long cpuNanos, long bytes, long peakKilobytes) {
        static Took of(String line) {
            String[] words = line.split(" ", -1);
            return new Took(
                    Long.parseLong(words[0]),
                    Long.parseLong(words[1]),
                    Long.parseLong(words[2]),
                    Long.parseLong(words[3]),
                    Long.parseLong(words[4]));
        }
    }

    Took list(int pageSize, long expected) throws IOException {
        process.outputWriter().write(pageSize + "\n");
        process.outputWriter().flush();
        String line = process.inputReader().readLine();
        if (line == null) {
            throw new IllegalStateException(who + " has ended");
        }
        Took took = Took.of(line);
        if (took.rows() != expected) {
            throw new IllegalStateException(who + " got " + took.rows() + " rows, not " + expected);
        }
        return took;
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
