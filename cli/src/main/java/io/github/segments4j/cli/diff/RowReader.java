package io.github.segments4j.cli.diff;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the rows of a file in one format. What is wrong with a row is an {@link IllegalArgumentException}. */
interface RowReader {
    /** {@return the next segment; null at the end} */
    @Nullable
    Segment next() throws IOException;

    /** {@return the names of the columns; empty if a row may have any field} */
    Optional<List<String>> columns();

    /** {@return the line of what was read last} */
    long line();
}
