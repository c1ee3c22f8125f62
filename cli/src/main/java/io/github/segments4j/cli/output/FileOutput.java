package io.github.segments4j.cli.output;

import io.github.segments4j.SegmentPage;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Writes a file, the target, that replaces an earlier one when it is complete. Until then its data is in
 * FILE.segments-part. With a {@link Resumption}, FILE.segments-checkpoint records each complete page, so that a later
 * export can continue even if this process is killed.
 *
 * <p>The process that has locked the part is the only one that changes any of these files, and it changes them only while
 * the part is at its path: the part is created first, and is renamed or deleted last. So an export that ends touches no
 * file of the next one. Each change is a single step. A process that is killed leaves one of these states:
 *
 * <table>
 * <caption>States</caption>
 * <tr><th>part</th><th>checkpoint</th><th>the next export</th></tr>
 * <tr><td>absent or empty</td><td>none, or an old one</td><td>deletes the checkpoint and starts at the first page</td></tr>
 * <tr><td>has rows</td><td>none</td><td>starts at the first page</td></tr>
 * <tr><td>has rows</td><td>describes its first bytes</td><td>with --resume, truncates the part to these bytes and
 * continues; else it deletes the checkpoint, and then starts at the first page</td></tr>
 * </table>
 *
 * <p>The steps between the states, in their order:
 *
 * <ol>
 * <li>Open: create or open the part; lock it; make it private. If it is empty, delete the checkpoint.
 * <li>Begin, with the first row: delete the checkpoint unless it is resumed; truncate the part.
 * <li>For each page: write its rows, and replace the checkpoint. A part without rows gets no checkpoint.
 * <li>Complete: give the part its final permissions; delete the checkpoint; rename the part to the target.
 * <li>Close, if it is not complete and has no checkpoint: delete the part.
 * </ol>
 *
 * <p>A checkpoint is deleted before the part gets other rows or disappears, so it never describes rows that are not there.
 * If the process is killed between the last two steps of "complete", the next export starts at the first page.
 */
final class FileOutput extends OutputStream implements Output {
    private final Optional<Resumption> resumption;
    private final PartFile part;
    private final CheckpointFile checkpointFile;
    private final Thread shutdownHook = new Thread(this::exit, "close-partial-output");
    private final Optional<Checkpoint> resumed;
    private RowCount count;
    /** What the checkpoint file holds. */
    private Optional<Checkpoint> recorded;

    private boolean begun;
    private boolean closed;

    /** Opens the file. What an earlier export has left stays as it is until there is data to replace it. */
    FileOutput(Path target, Optional<Resumption> resumption, Disk disk) throws IOException {
        this.resumption = resumption;
        checkpointFile = CheckpointFile.of(target, disk);
        part = PartFile.open(target, disk);
        try {
            part.takeGroupOfTarget();
            checkpointFile.deleteTemporary();
            resumed = findCheckpoint();
        } catch (IOException | RuntimeException e) {
            discard();
            part.channel().close();
            throw e;
        }
        count = resumed.map(Checkpoint::count).orElse(new RowCount(0, 0));
        recorded = resumed;
        Runtime.getRuntime().addShutdownHook(shutdownHook);
    }

    private Optional<Checkpoint> findCheckpoint() throws IOException {
        if (part.channel().size() == 0) {
            // Its rows have become the target, or have been deleted.
            checkpointFile.delete();
        }
        Optional<Resumption> requested =
                resumption.filter(Resumption::requested).filter(given -> checkpointFile.exists());
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
        part.write(ByteBuffer.wrap(bytes, offset, length));
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
        part.truncate(resumed.map(Checkpoint::bytes).orElse(0L));
        begun = true;
    }

    @Override
    public synchronized void pageWritten(SegmentPage page) throws IOException {
        begin();
        count = new RowCount(count.rows() + page.data().size(), count.pages() + 1);
        long bytes = part.channel().position();
        if (resumption.isPresent() && page.nextToken().isPresent() && bytes > 0) {
            // After a power cut, a checkpoint must not describe rows that never reached the disk.
            part.force();
            record(new Checkpoint(
                    Checkpoint.VERSION,
                    resumption.get().format().toString(),
                    resumption.get().format().columns(),
                    Checkpoint.CONTRACT,
                    resumption.get().source(),
                    page.nextToken().get(),
                    bytes,
                    count.rows(),
                    count.pages()));
        }
    }

    private void record(Checkpoint checkpoint) throws IOException {
        checkpointFile.write(checkpoint);
        recorded = Optional.of(checkpoint);
    }

    @Override
    public synchronized void complete() throws IOException {
        begin();
        part.force();
        part.giveFinalPermissions(checkpointFile.temporary());
        checkpointFile.delete();
        Optional<Checkpoint> last = recorded;
        recorded = Optional.empty();
        try {
            part.moveToTarget();
        } catch (IOException e) {
            part.makePrivate();
            if (last.isPresent()) {
                record(last.get());
            }
            throw e;
        }
        closed = true;
    }

    @Override
    public Optional<String> kept() {
        return recorded.map(checkpoint -> part.path() + " keeps " + checkpoint.count());
    }

    private synchronized void exit() {
        if (!closed) {
            discard();
            resumption.ifPresent(given -> kept().ifPresent(given.onExit()));
        }
    }

    private synchronized void discard() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            if (part.channel().size() == 0 || !checkpointFile.exists()) {
                part.delete();
            }
        } catch (IOException e) {
            // A file that could not be deleted is overwritten by the next export.
        }
    }

    @Override
    public void close() throws IOException {
        try {
            discard();
        } finally {
            part.channel().close();
            removeShutdownHook();
        }
    }

    private void removeShutdownHook() {
        try {
            Runtime.getRuntime().removeShutdownHook(shutdownHook);
        } catch (IllegalStateException e) {
            // The JVM is ending, and the hook has run.
        }
    }
}
