package io.github.segments4j.cli.output;

import io.github.segments4j.SegmentPage;
import java.io.BufferedWriter;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Where the data of a command goes. An output that is closed before it is complete leaves an earlier file as it was. */
public interface Output extends Closeable {
    /** {@return the stream for the data} */
    OutputStream stream();

    /** {@return a new buffered writer to the stream, in UTF-8} */
    default Writer writer() {
        return new BufferedWriter(new OutputStreamWriter(stream(), StandardCharsets.UTF_8));
    }

    /**
     * Makes the data visible, after all of it has been written.
     *
     * @throws IOException if that fails
     */
    void complete() throws IOException;

    /** {@return the checkpoint of the earlier export that this one resumes, if it resumes one} */
    default Optional<Checkpoint> resumed() {
        return Optional.empty();
    }

    /**
     * Records that all rows of a page have been written to the stream.
     *
     * @param page the page
     * @throws IOException if that fails
     */
    default void pageWritten(SegmentPage page) throws IOException {}

    /** {@return a description of what is kept for a later export to resume, if anything is} */
    default Optional<String> kept() {
        return Optional.empty();
    }

    /**
     * Writes to a stream that the caller closes, such as stdout.
     *
     * @param stream the stream
     * @return the output
     */
    static Output to(OutputStream stream) {
        return new StreamOutput(stream, () -> {});
    }

    /**
     * Writes a file that replaces an earlier one when it is complete. A pipe, a device or a file that is already open,
     * such as {@code /dev/stdout}, can't be replaced: it is written as the data arrives, after what it holds already.
     *
     * @param file the file
     * @param resumption how a later command can resume this one; empty to keep nothing when it fails
     * @param stdout what {@code /dev/stdout} stands for
     * @return the output
     * @throws IOException if the file can't be written
     */
    static Output to(Path file, Optional<Resumption> resumption, OutputStream stdout) throws IOException {
        return Destination.open(file, resumption, stdout);
    }
}
