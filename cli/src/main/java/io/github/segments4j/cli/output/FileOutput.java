package io.github.segments4j.cli.output;

import io.github.segments4j.SegmentPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Writes a file that replaces an earlier one when it is complete. Until then its data is in FILE.segments-part. With
 * a {@link Resumption}, FILE.segments-checkpoint records each complete page, so that a later export can continue
 * even if this process is killed. Without a checkpoint, FILE.segments-part is deleted when the process ends.
 */
final class FileOutput extends OutputStream implements Output {
    private final Path target;
    private final Optional<Resumption> resumption;
    private final PartFile part;
    private final CheckpointFile checkpointFile;
    private final Thread shutdownHook = new Thread(this::exit, "close-partial-output");
    private final Optional<Checkpoint> resumed;
    private RowCount count;
    private Optional<String> kept;
    private boolean begun;
    private boolean closed;

    /** Opens the file. What an earlier export has left stays as it is until there is data to replace it. */
    FileOutput(Path target, Optional<Resumption> resumption) throws IOException {
        this.target = target;
        this.resumption = resumption;
        checkpointFile = CheckpointFile.of(target);
        part = PartFile.open(target);
        try {
            resumed = findCheckpoint();
        } catch (IOException | RuntimeException e) {
            discard();
            part.channel().close();
            throw e;
        }
        count = resumed.map(Checkpoint::count).orElse(new RowCount(0, 0));
        kept = resumed.map(checkpoint -> describe());
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    private Optional<Checkpoint> findCheckpoint() throws IOException {
        if (part.isNew()) {
            // The rows of an older checkpoint have become the target, or have been deleted.
            checkpointFile.delete();
        }
        Optional<Resumption> requested =
                resumption.filter(Resumption::requested).filter(given -> Files.exists(checkpointFile.path()));
        return requested.isPresent() ? Optional.of(checkpointFile.read(requested.get(), part)) : Optional.empty();
    }

    @Override
    public Optional<Checkpoint> resumed() {
        return resumed;
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
        ByteBuffer remaining = ByteBuffer.wrap(bytes, offset, length);
        while (remaining.hasRemaining()) {
            part.channel().write(remaining);
        }
    }

    private void begin() throws IOException {
        if (closed) {
            throw new IOException("the command was interrupted");
        }
        if (begun) {
            return;
        }
        if (resumed.isEmpty()) {
            // Before the first row is written: a checkpoint must never describe other rows than those in the file.
            checkpointFile.delete();
        }
        long start = resumed.map(Checkpoint::bytes).orElse(0L);
        part.channel().truncate(start).position(start);
        begun = true;
    }

    @Override
    public synchronized void pageWritten(SegmentPage page) throws IOException {
        begin();
        count = new RowCount(count.rows() + page.data().size(), count.pages() + 1);
        if (resumption.isPresent() && page.nextToken().isPresent()) {
            // After a power cut, a checkpoint must not describe rows that never reached the disk.
            part.channel().force(false);
            String format = resumption.get().format().toString();
            String source = resumption.get().source();
            String nextToken = page.nextToken().get();
            long bytes = part.channel().position();
            checkpointFile.write(new Checkpoint(format, source, nextToken, bytes, count.rows(), count.pages()));
            kept = Optional.of(describe());
        }
    }

    private String describe() {
        return part.path() + " keeps " + count;
    }

    @Override
    public synchronized void complete() throws IOException {
        begin();
        part.channel().force(true);
        Files.move(part.path(), target, StandardCopyOption.ATOMIC_MOVE);
        closed = true;
        kept = Optional.empty();
        try {
            checkpointFile.delete();
        } catch (IOException e) {
            // The target is complete, and a checkpoint without its rows is ignored.
        }
    }

    @Override
    public Optional<String> kept() {
        return kept;
    }

    private synchronized void exit() {
        if (!closed) {
            discard();
            resumption.ifPresent(given -> kept.ifPresent(given.onExit()));
        }
    }

    private synchronized void discard() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (Files.notExists(checkpointFile.path())) {
                Files.deleteIfExists(part.path());
                checkpointFile.delete();
            }
        } catch (IOException e) {
            // A file that could not be deleted is overwritten by the next export.
        }
    }

    @Override
    public void close() throws IOException {
        discard();
        part.channel().close();
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run.
        }
    }
}
