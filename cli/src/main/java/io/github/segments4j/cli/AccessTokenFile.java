package io.github.segments4j.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The file of --access-token-file. It may also be a pipe or a device, so reading it is bounded in bytes and in time. */
record AccessTokenFile(Path path) {
    /** Far more than any access token needs. */
    private static final int MAX_BYTES = 64 * 1024;

    String read(Duration timeout) throws IOException {
        FutureTask<byte[]> reading = new FutureTask<>(this::readBytes);
        // Opening a pipe can't be interrupted. A daemon does not keep the process from ending.
        Thread reader = new Thread(reading, "access-token-file");
        reader.setDaemon(true);
        reader.start();
        try {
            String text = decode(reading.get(timeout.toNanos(), TimeUnit.NANOSECONDS));
            return text.replaceFirst("^\uFEFF", "").strip();
        } catch (TimeoutException e) {
            throw unusable("its end was not reached within the --timeout; is it a pipe that nobody writes to?");
        } catch (ExecutionException e) {
            Throwable cause = Objects.requireNonNull(e.getCause());
            throw cause instanceof FileSystemException named ? named : unusable(String.valueOf(cause.getMessage()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("the command was interrupted");
        }
    }

    private byte[] readBytes() throws IOException {
        if (Files.isDirectory(path)) {
            throw unusable("it is a directory");
        }
        try (InputStream in = Files.newInputStream(path)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw unusable("it has more than " + MAX_BYTES + " bytes, which is too long for an access token");
            }
            return bytes;
        }
    }

    /** UTF-8, or UTF-16 with the byte order mark that PowerShell writes. */
    private static String decode(byte[] bytes) {
        String start = new String(bytes, 0, Math.min(2, bytes.length), StandardCharsets.ISO_8859_1);
        boolean isUtf16 = start.equals("\u00FF\u00FE") || start.equals("\u00FE\u00FF");
        return new String(bytes, isUtf16 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
    }

    private FileSystemException unusable(String reason) {
        return new FileSystemException(path.toString(), null, reason);
    }
}
