package io.github.segments4j.cli;

import io.github.segments4j.cli.output.PrintableStream;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** What stdout is connected to, as far as that changes how data is written to it. */
enum Stdout {
    TERMINAL,
    /** A pipe or a socket. */
    PIPE,
    FILE;

    /** Thrown when the reader of stdout has ended, as {@code head} does when it has seen enough. */
    static final class ReaderGoneException extends IOException {
        private ReaderGoneException(IOException cause) {
            super("the reader of stdout has ended", cause);
        }
    }

    private static final int FILE_TYPE = 0170000;
    private static final int CHARACTER_DEVICE = 0020000;
    private static final int NAMED_PIPE = 0010000;
    private static final int SOCKET = 0140000;

    /** Looks at the stdout of this process. */
    static Stdout ofProcess() {
        try {
            int mode = (int) Files.getAttribute(Path.of("/dev/stdout"), "unix:mode");
            return switch (mode & FILE_TYPE) {
                // Also /dev/null, where it makes no difference.
                case CHARACTER_DEVICE -> TERMINAL;
                case NAMED_PIPE, SOCKET -> PIPE;
                default -> FILE;
            };
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            // A system without /dev/stdout: its data stays as it is.
            return FILE;
        }
    }

    /** Returns the stream for data. A terminal gets printable text, everything else gets the bytes as they are. */
    OutputStream stream(OutputStream raw) {
        return switch (this) {
            case TERMINAL -> new PrintableStream(raw);
            case PIPE -> new PipeStream(raw);
            case FILE -> raw;
        };
    }

    /**
     * A write to a pipe fails only if its reader has ended. The message of the exception can't tell, since it is in the
     * user's language.
     */
    private static final class PipeStream extends FilterOutputStream {
        PipeStream(OutputStream pipe) {
            super(pipe);
        }

        @Override
        public void write(byte[] bytes, int offset, int length) throws IOException {
            try {
                out.write(bytes, offset, length);
            } catch (IOException e) {
                throw new ReaderGoneException(e);
            }
        }

        @Override
        public void write(int b) throws IOException {
            write(new byte[] {(byte) b}, 0, 1);
        }
    }
}
