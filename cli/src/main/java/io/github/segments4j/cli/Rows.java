package io.github.segments4j.cli;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.util.List;

/** Writes rows in one format, page by page: nothing of a page is kept once it is written. */
interface Rows {
    void write(List<Segment> page) throws IOException;

    /** Writes what comes after the last row; for no rows at all, what stands for none. */
    void end() throws IOException;
}
