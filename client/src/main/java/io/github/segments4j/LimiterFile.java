package io.github.segments4j;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.zip.CRC32;

/**
 * The schedule that processes of one machine share, in a file of some hundred bytes. Each access opens the file, locks it,
 * reads, writes and closes it. So a deleted file is created again, and a process that dies leaves no lock: the operating
 * system releases it.
 *
 * <p>Times in the file are of the machine's date and time, because those of {@link System#nanoTime()} need not have the
 * same origin in two JVMs. The schedule starts anew if the file is damaged, or if the clock was set back by more than a
 * second. This costs a few refusals at most.
 */
final class LimiterFile {
    private static final String NAME = "segments4j rate limit, format ";
    private static final byte[] HEAD = (NAME + "1\n").getBytes(StandardCharsets.US_ASCII);

    private static final Duration BETWEEN_ATTEMPTS = Duration.ofMillis(1);

    private static final long SECOND = Duration.ofSeconds(1).toNanos();

    /** Reads and changes the schedule, while no other process can. */
    interface Change<T> {
        T apply(StartSchedule schedule, long now);
    }

    /** The lock was not free in time. */
    static final class BusyException extends IOException {
        private static final long serialVersionUID = 1;

        private BusyException(IOException refused) {
            super(refused.getMessage(), refused);
        }
    }

    private final PrivateFile file;
    private final int limit;
    private final Time time;

    /** The file lock belongs to the process, not to a thread. */
    private final ReentrantLock threads = new ReentrantLock();

    LimiterFile(PrivateFile file, int limit, Time time) {
        this.file = file;
        this.limit = limit;
        this.time = time;
    }

    /** Reads the file, to find out whether it can be used. Its lock is not waited for. */
    void check() throws IOException {
        try (RandomAccessFile bytes = file.open()) {
            if (isLocked(bytes.getChannel())) {
                read(bytes, now());
            }
        }
    }

    /** Changes the schedule. If the lock is not free in time, that is a {@link BusyException}. */
    <T> T update(Duration patience, Change<T> change) throws IOException, InterruptedException {
        long end = time.nanos() + patience.toNanos();
        if (!threads.tryLock(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw busy();
        }
        try (RandomAccessFile bytes = file.open()) {
            while (!isLocked(bytes.getChannel())) {
                if (end - time.nanos() <= 0) {
                    throw busy();
                }
                time.sleep(BETWEEN_ATTEMPTS);
            }
            long now = now();
            StartSchedule schedule = read(bytes, now);
            T result = change.apply(schedule, now);
            write(bytes, schedule);
            return result;
        } finally {
            threads.unlock();
        }
    }

    private BusyException busy() {
        return new BusyException(file.refused("another process keeps it locked"));
    }

    /** Locks the file if it is free; closing it releases the lock. */
    private static boolean isLocked(FileChannel channel) throws IOException {
        try {
            return channel.tryLock() != null;
        } catch (OverlappingFileLockException e) {
            return false; // A copy of this class, of another class loader, has the lock.
        }
    }

    long now() {
        Instant now = time.now();
        return now.getEpochSecond() * SECOND + now.getNano();
    }

    private StartSchedule read(RandomAccessFile bytes, long now) throws IOException {
        byte[] content = new byte[(int) Math.min(bytes.length(), size(StartSchedule.HIGHEST_LIMIT))];
        bytes.readFully(content);
        checkHead(content);
        StartSchedule fresh = new StartSchedule(limit, now);
        if (!isWhole(content)) {
            return fresh;
        }
        StartSchedule found = new StartSchedule(limitIn(content), now);
        found.readFrom(ByteBuffer.wrap(content)
                .position(HEAD.length + Long.BYTES)
                .slice()
                .asLongBuffer());
        long idle = found.sinceLastStart(now);
        if (found.limit() == limit) {
            return idle < -SECOND ? fresh : found;
        }
        if (idle < StartSchedule.LONG_AGO) {
            throw file.refused("other processes share it at " + found.limit() + " requests a second, not at " + limit
                    + ": use the same rate, or name another file");
        }
        return fresh;
    }

    private void write(RandomAccessFile bytes, StartSchedule schedule) throws IOException {
        ByteBuffer content = ByteBuffer.allocate(size(limit));
        content.put(HEAD).putLong(limit);
        schedule.writeTo(content.slice().asLongBuffer());
        content.putLong(content.limit() - Long.BYTES, checksum(content.array()));
        bytes.seek(0);
        bytes.write(content.array());
        bytes.setLength(content.limit());
    }

    /** Refuses a file of somebody else, which must not be overwritten. A part of the head is left by a full disk. */
    private void checkHead(byte[] content) throws IOException {
        int length = Math.min(content.length, HEAD.length);
        if (Arrays.equals(content, 0, length, HEAD, 0, length)) {
            return;
        }
        boolean otherFormat = new String(content, StandardCharsets.US_ASCII).startsWith(NAME);
        throw file.refused(
                otherFormat
                        ? "another version of this library shares it: use the same version, or name another file"
                        : "it is no file of a rate limiter: name another, or one that does not exist");
    }

    private static boolean isWhole(byte[] content) {
        return content.length >= size(1)
                && content.length == size(limitIn(content))
                && checksum(content) == ByteBuffer.wrap(content).getLong(content.length - Long.BYTES);
    }

    /** The limit that the file was written for, or 1 if that can't be. */
    private static int limitIn(byte[] content) {
        long found = ByteBuffer.wrap(content).getLong(HEAD.length);
        return found > StartSchedule.HIGHEST_LIMIT ? 1 : (int) Math.max(1, found);
    }

    private static long checksum(byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content, 0, content.length - Long.BYTES);
        return checksum.getValue();
    }

    /** The head, the limit, the schedule and the checksum, in bytes. */
    private static int size(int limit) {
        return HEAD.length + Long.BYTES * (StartSchedule.numbers(limit) + 2);
    }
}
