package io.github.segments4j.cli;

import io.github.segments4j.SegmentPage;
import java.io.Closeable;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Where data goes. Closed before it is complete, it leaves what was there before. */
interface Output extends Closeable {
    /** What of the same data is there already, from an earlier run. */
    default Optional<Checkpoint> resumed() {
        return Optional.empty();
    }

    OutputStream stream();

    /** All rows of the page have been written. */
    default void reached(SegmentPage page) throws IOException {}

    /** What it leaves to go on with, for a person, after a failure or without one. */
    default Optional<String> left(@Nullable Exception failure) {
        return Optional.empty();
    }

    /** All has been written: now it may be seen. */
    void complete() throws IOException;

    /** A stream that needs no ceremony, and is not ours to close. */
    static Output to(OutputStream stream) {
        return new Output() {
            @Override
            public OutputStream stream() {
                return stream;
            }

            @Override
            public void complete() throws IOException {
                stream.flush();
            }

            @Override
            public void close() {}
        };
    }

    /**
     * A file, written beside and renamed; through a link, the file it points to. What is no regular file, such
     * as a pipe or /dev/null, is written straight: it can't be replaced.
     */
    static Output to(Path file, Beside beside) throws IOException {
        Path target = followed(file.toAbsolutePath());
        if (Files.isDirectory(target)) {
            throw new FileSystemException(file.toString(), null, "it is a directory");
        }
        if (Files.exists(target) && !Files.isRegularFile(target)) {
            return new Device(new FileOutputStream(target.toFile()));
        }
        Path folder = target.getParent();
        if (folder == null || !Files.isDirectory(folder)) {
            throw new NoSuchFileException(file.toString(), null, "its folder does not exist");
        }
        if (!Files.isWritable(Files.exists(target) ? target : folder)) {
            throw new AccessDeniedException(file.toString(), null, "no permission to write");
        }
        return beside.opened(target);
    }

    /** How a file is written beside another, whose place it takes. */
    interface Beside {
        Output opened(Path target) throws IOException;
    }

    private static Path followed(Path file) throws IOException {
        Path target = file;
        for (int links = 0; Files.isSymbolicLink(target); links++) {
            if (links == 40) {
                throw new FileSystemLoopException(file.toString());
            }
            target = target.resolveSibling(Files.readSymbolicLink(target));
        }
        return target;
    }

    static void keepPermissions(Path earlier, Path file) throws IOException {
        PosixFileAttributeView now = Files.getFileAttributeView(file, PosixFileAttributeView.class);
        if (now != null && Files.exists(earlier, LinkOption.NOFOLLOW_LINKS)) {
            now.setPermissions(Files.getPosixFilePermissions(earlier));
        }
    }

    /** A pipe or a device. */
    record Device(OutputStream stream) implements Output {
        @Override
        public void complete() throws IOException {
            stream.flush();
        }

        @Override
        public void close() throws IOException {
            stream.close();
        }
    }

    /** A file that takes the place of another at once, when it is complete; also gone when the JVM is ended. */
    final class Replacement implements Output {
        private final Path target;
        private final Path part;
        private final FileOutputStream stream;
        private final Thread cleaner = new Thread(this::discard, "discard-partial-output");
        private boolean done;

        Replacement(Path target) throws IOException {
            this.target = target;
            // Not named after the target, whose name may be as long as names can be.
            this.part = target.resolveSibling(".segments-" + UUID.randomUUID() + ".part");
            Runtime.getRuntime().addShutdownHook(cleaner);
            try {
                this.stream = new FileOutputStream(part.toFile());
                keepPermissions(target, part);
            } catch (IOException | RuntimeException e) {
                close();
                throw e;
            }
        }

        @Override
        public OutputStream stream() {
            return stream;
        }

        @Override
        public synchronized void complete() throws IOException {
            if (done) {
                throw new IOException("it was interrupted");
            }
            stream.getFD().sync();
            stream.close();
            Files.move(part, target, StandardCopyOption.ATOMIC_MOVE);
            done = true;
        }

        private synchronized void discard() {
            if (!done) {
                done = true;
                try {
                    Files.deleteIfExists(part);
                } catch (IOException e) {
                    // Nobody is left to be told, and what stays behind is hidden and harmless.
                }
            }
        }

        @Override
        public void close() throws IOException {
            discard();
            if (stream != null) {
                stream.close();
            }
            try {
                Runtime.getRuntime().removeShutdownHook(cleaner);
            } catch (IllegalStateException e) {
                // The JVM is being ended: the hook has run.
            }
        }
    }
}
