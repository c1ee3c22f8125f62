package io.github.segments4j;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** Ends with an exception at a deadline: a body of a few megabytes can take long to parse. */
final class DeadlineStream extends FilterInputStream {
    private final Deadline deadline;

    DeadlineStream(InputStream in, Deadline deadline) {
        super(in);
        this.deadline = deadline;
    }

    /** The deadline has passed. */
    static final class PassedException extends IOException {
        private static final long serialVersionUID = 1L;
    }

    @Override
    public int read() throws IOException {
        check();
        return super.read();
    }

    @Override
    public int read(byte[] to, int offset, int length) throws IOException {
        check();
        return super.read(to, offset, length);
    }

    private void check() throws PassedException {
        if (deadline.left().isNegative()) {
            throw new PassedException();
        }
    }
}
