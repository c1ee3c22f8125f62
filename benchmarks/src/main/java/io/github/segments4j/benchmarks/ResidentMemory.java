package io.github.segments4j.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a process has in memory, where the system tells: Linux does. */
final class ResidentMemory {
    static final long UNKNOWN = -1;

    private ResidentMemory() {}

    static long peakKilobytes(long process) throws IOException {
        return kilobytes(process, "VmHWM");
    }

    static long kilobytes(long process) throws IOException {
        return kilobytes(process, "VmRSS");
    }

    private static long kilobytes(long process, String field) throws IOException {
        Path status = Path.of("/proc", Long.toString(process), "status");
        if (!Files.exists(status)) {
            return UNKNOWN;
        }
        Matcher value = Pattern.compile(field + ":\\s+(\\d+) kB").matcher(Files.readString(status));
        return value.find() ? Long.parseLong(value.group(1)) : UNKNOWN;
    }
}
