package io.github.segments4j.cli.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.io.JsonEOFException;
import io.github.segments4j.model.Segment;
import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.apache.commons.csv.CSVException;
import org.jspecify.annotations.Nullable;

/**
 * The segments in a file that export has written, in any format but table, with gzip or without. The format is recognized
 * by the content, since a pipe has no name that tells it.
 */
public final class ExportFile implements Iterable<Segment>, Closeable {
    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int GZIP_MAGIC = 0x1F8B;

    /** Our choice: more blanks than anybody puts before JSON. */
    private static final int LOOK_AHEAD = 1024;

    private final Path file;
    private final InputStream bytes;
    private final RowReader rows;
    private @Nullable LastCharacterReader csv;

    /**
     * Opens a file.
     *
     * @param file a file or a pipe; {@code -} is stdin
     * @throws IllegalArgumentException if it is missing, or is something else
     * @throws IOException if it can't be read
     */
    public ExportFile(Path file) throws IOException {
        this.file = file;
        boolean isStdin = file.toString().equals("-");
        if (!isStdin && (!Files.isReadable(file) || Files.isDirectory(file))) {
            throw new IllegalArgumentException("the file " + file
                    + " does not exist or can't be read: export to it first," + " with segments export --output FILE");
        }
        bytes = new BufferedInputStream(isStdin ? System.in : Files.newInputStream(file));
        try {
            rows = rows();
        } catch (IOException | RuntimeException e) {
            bytes.close();
            throw failure(e, "");
        }
    }

    private RowReader rows() throws IOException {
        // A new decoder reports what is not UTF-8 instead of replacing it.
        Reader text = new BufferedReader(new InputStreamReader(decompressed(), StandardCharsets.UTF_8.newDecoder()));
        text.mark(1);
        if (text.read() != BYTE_ORDER_MARK) {
            text.reset();
        }
        int first = firstCharacter(text);
        boolean isEmpty = first < 0;
        if (isEmpty && !file.toString().matches("(?i).*\\.ndjson(\\.gz)?")) {
            throw new IllegalArgumentException("it is empty; only a .ndjson file without segments is");
        }
        if (isEmpty || first == '[' || first == '{') {
            return new JsonReader(text);
        }
        csv = new LastCharacterReader(text);
        return new CsvReader(csv);
    }

    private InputStream decompressed() throws IOException {
        bytes.mark(2);
        int magic = bytes.read() << Byte.SIZE | bytes.read();
        bytes.reset();
        return magic == GZIP_MAGIC ? new GZIPInputStream(bytes, 1 << 16) : bytes;
    }

    private static int firstCharacter(Reader text) throws IOException {
        text.mark(LOOK_AHEAD);
        int first = text.read();
        for (int i = 1; i < LOOK_AHEAD && first >= 0 && first <= ' '; i++) {
            first = text.read();
        }
        text.reset();
        return first;
    }

    /** {@return the names of its columns; empty if it is JSON, whose rows may have any field} */
    public Optional<List<String>> columns() {
        return rows.columns();
    }

    /**
     * {@return whether the file, which has been read to its end, is CSV without a line end after its last row} A file that
     * was cut short within its last field looks like this; in JSON, that is an error.
     */
    public boolean hasOpenEnd() {
        return csv != null && !csv.isAtLineEnd();
    }

    /** {@return the name of the file, for messages} */
    @Override
    public String toString() {
        return file.toString();
    }

    /** {@return the segments, once} */
    @Override
    public Iterator<Segment> iterator() {
        return new Iterator<>() {
            private @Nullable Segment next = read();

            @Override
            public boolean hasNext() {
                return next != null;
            }

            @Override
            public Segment next() {
                if (next == null) {
                    throw new NoSuchElementException();
                }
                Segment segment = next;
                next = read();
                return segment;
            }
        };
    }

    private @Nullable Segment read() {
        try {
            return rows.next();
        } catch (IOException | RuntimeException e) {
            throw failure(e, "line " + rows.line() + ": ");
        }
    }

    private RuntimeException failure(Exception e, String place) {
        if (e instanceof IllegalArgumentException) {
            return unusable(place + e.getMessage(), e);
        }
        if (e instanceof JsonProcessingException json) {
            String line = json.getLocation() == null
                    ? place
                    : "line " + json.getLocation().getLineNr() + ": ";
            String why = e instanceof JsonEOFException ? "the JSON is not complete" : json.getOriginalMessage();
            return unusable(line + why, e);
        }
        if (e instanceof CSVException) {
            return unusable(place + "it is not valid CSV: " + e.getMessage(), e);
        }
        if (e instanceof CharacterCodingException) {
            return unusable("it is not UTF-8", e);
        }
        if (e instanceof EOFException || e instanceof ZipException) {
            return unusable("it is not complete gzip", e);
        }
        return e instanceof IOException io
                ? new UncheckedIOException("can't read the file " + file + ": " + io.getMessage(), io)
                : (RuntimeException) e;
    }

    private IllegalArgumentException unusable(String why, Exception cause) {
        return new IllegalArgumentException(
                "the file " + file + " can't be compared: " + why
                        + ": correct it, or export it again with segments export",
                cause);
    }

    @Override
    public void close() throws IOException {
        bytes.close();
    }
}
