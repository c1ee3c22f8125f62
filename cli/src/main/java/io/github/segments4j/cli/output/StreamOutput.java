package io.github.segments4j.cli.output;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;

/** A stream, whose data is visible as soon as it is written. */
record StreamOutput(OutputStream stream, Closeable resource) implements Output {
    @Override
    public void complete() throws IOException {
        stream.flush();
    }

    @Override
    public void close() throws IOException {
        resource.close();
    }
}
