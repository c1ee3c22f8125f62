package io.github.segments4j.cli;

import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.SegmentPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A file that takes the place of another when it is complete, and that a later export can go on with when
 * it is not. The rows are in FILE.segments-part, which is locked; FILE.segments-checkpoint says after each page how far they
 * are good, so that a process that is killed at any moment loses none and leaves none to be written twice.
 * While there is no checkpoint there is nothing to go on with, and FILE.segments-part goes with the process.
 */
final class PartialFile extends OutputStream implements Output {
    private static final int LONGEST_NAME = 255;

    private final Path target;
    private final Path part;
    private final Path checkpoint;
    private final Path nextCheckpoint;
    private final FileChannel channel;
    private final Thread ender;
    private Checkpoint from;
    private Checkpoint reached;
    private boolean begun;
    private boolean complete;
    private boolean done;

    /**
     * @param start what to write, from the first page
     * @param resume whether to go on from a checkpoint instead, if there is one
     * @param ended takes what {@link #left} says when it is the JVM that is ended
     */
    PartialFile(Path target, Checkpoint start, boolean resume, Consumer<String> ended) throws IOException {
        this.target = target;
        from = start;
        reached = start;
        part = beside(target, ".segments-part");
        checkpoint = beside(target, ".segments-checkpoint");
        nextCheckpoint = beside(target, ".segments-checkpoint.new");
        boolean fresh = created(part);
        channel = locked(part, target);
        ender = new Thread(() -> end(ended), "end-partial-output");
        Runtime.getRuntime().addShutdownHook(ender);
        try {
            if (fresh) {
                // Its rows have become the target, or someone has deleted them.
                Files.deleteIfExists(checkpoint);
            }
            Output.keepPermissions(target, part);
            if (resume && Files.exists(checkpoint)) {
                from = saved(start);
                reached = from;
            }
        } catch (IOException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** FILE with a suffix; of a name that would be too long, as much as fits and what tells it from others. */
    private static Path beside(Path target, String suffix) {
        String name = String.valueOf(target.getFileName());
        if (bytes(name + suffix) > LONGEST_NAME) {
            String hash = "-" + UUID.nameUUIDFromBytes(name.getBytes(StandardCharsets.UTF_8));
            while (bytes(name + hash + suffix) > LONGEST_NAME) {
                name = name.substring(0, name.offsetByCodePoints(name.length(), -1));
            }
            name += hash;
        }
        return target.resolveSibling(name + suffix);
    }

    private static int bytes(String name) {
        return name.getBytes(StandardCharsets.UTF_8).length;
    }

    private static boolean created(Path part) throws IOException {
        try {
            Files.createFile(part);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static FileChannel locked(Path part, Path target) throws IOException {
        FileChannel opened = null;
        try {
            BasicFileAttributes file = attributes(part);
            if (!file.isRegularFile()) {
                throw new FileSystemException(
                        part.toString(), null, "it is in the way of an export to " + target.getFileName());
            }
            opened = FileChannel.open(part, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
            // One that ends just now may have renamed what was opened: that is not ours to write to.
            if (opened.tryLock() != null
                    && Objects.equals(file.fileKey(), attributes(part).fileKey())) {
                FileChannel locked = opened;
                opened = null;
                return locked;
            }
        } catch (OverlappingFileLockException | NoSuchFileException e) {
            // In this process, or just ended: said below.
        } catch (FileSystemException e) {
            throw e;
        } catch (IOException e) {
            throw new FileSystemException(
                    target.toString(), null, "its file system can't lock files: write elsewhere, or to stdout");
        } finally {
            if (opened != null) {
                opened.close();
            }
        }
        throw new FileSystemException(target.toString(), null, "another export is writing to it; wait for its end");
    }

    private static BasicFileAttributes attributes(Path file) throws IOException {
        return Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }

    private Checkpoint saved(Checkpoint start) throws IOException {
        if (!attributes(checkpoint).isRegularFile()) {
            throw new FileSystemException(
                    checkpoint.toString(), null, "it is no checkpoint: leave --resume out to start over");
        }
        Checkpoint saved = Checkpoint.read(checkpoint);
        insist("in --format " + start.format(), "in --format " + saved.format());
        insist("from " + start.source(), "from " + saved.source());
        if (channel.size() < saved.bytes()) {
            throw new FileSystemException(
                    part.toString(),
                    null,
                    "it has " + channel.size() + " bytes, and " + checkpoint.getFileName() + " says " + saved.bytes()
                            + ": leave --resume out to start over");
        }
        return saved;
    }

    private void insist(String now, String then) {
        if (!now.equals(then)) {
            throw new IllegalArgumentException("This export is " + now + ", but that of " + checkpoint + " is " + then
                    + ": use the same with --resume, or leave it out to start over");
        }
    }

    @Override
    public Optional<Checkpoint> resumed() {
        return from.nextToken().isEmpty() ? Optional.empty() : Optional.of(from);
    }

    @Override
    public OutputStream stream() {
        return this;
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b});
    }

    @Override
    public synchronized void write(byte[] bytes, int offset, int length) throws IOException {
        begin();
        ByteBuffer left = ByteBuffer.wrap(bytes, offset, length);
        while (left.hasRemaining()) {
            channel.write(left);
        }
    }

    /** Only now is it certain that there is something to take the place of what an earlier export has left. */
    private void begin() throws IOException {
        if (done) {
            throw new IOException("it was interrupted");
        }
        if (!begun) {
            if (resumed().isEmpty()) {
                // Before the rows: a checkpoint must never be about others than those that are there.
                Files.deleteIfExists(checkpoint);
            }
            channel.truncate(from.bytes()).position(from.bytes());
            begun = true;
        }
    }

    @Override
    public synchronized void reached(SegmentPage page) throws IOException {
        begin();
        if (page.nextToken().isPresent()) {
            // A power cut must not leave a checkpoint of rows that were never on the disk.
            channel.force(false);
            Checkpoint now = reached.after(page, channel.position());
            now.write(checkpoint, nextCheckpoint);
            reached = now;
        }
    }

    @Override
    public synchronized void complete() throws IOException {
        begin();
        channel.force(true);
        Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
        complete = true;
        done = true;
        try {
            Files.deleteIfExists(checkpoint);
            Files.deleteIfExists(nextCheckpoint);
        } catch (IOException e) {
            // The rows are where they belong, and a checkpoint without its part is taken for what it is.
        }
    }

    @Override
    public Optional<String> left(@Nullable Exception failure) {
        if (complete || reached.pages() == 0) {
            return Optional.empty();
        }
        boolean refused = failure instanceof InvalidRequestException request
                && request.pageToken().equals(Optional.of(from.nextToken()));
        return Optional.of(part + " keeps " + Progress.counted(reached.rows(), reached.pages())
                + (refused
                        ? ", but the token to go on with may have expired: leave --resume out to start over"
                        : ": the same command with --resume goes on from there"));
    }

    private synchronized void end(Consumer<String> ended) {
        if (!done) {
            discard();
            left(null).ifPresent(ended);
        }
    }

    private synchronized void discard() {
        if (!done) {
            done = true;
            try {
                if (Files.notExists(checkpoint)) {
                    Files.deleteIfExists(part);
                    Files.deleteIfExists(nextCheckpoint);
                }
            } catch (IOException e) {
                // What stays behind is empty or will be overwritten.
            }
        }
    }

    @Override
    public void close() throws IOException {
        discard();
        channel.close();
        try {
            Runtime.getRuntime().removeShutdownHook(ender);
        } catch (IllegalStateException e) {
            // The JVM is being ended: the hook has run.
        }
    }
}
