package io.github.segments4j.cli.output;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.util.List;

/** Writes segments in one format, page by page, and keeps no page in memory. */
public interface Rows {
    /**
     * Writes the segments of one page.
     *
     * @param page the segments
     * @throws IOException if they can't be written
     */
    void write(List<Segment> page) throws IOException;

    /**
     * Writes what follows the last row, or what stands for a listing without rows.
     *
     * @throws IOException if it can't be written
     */
    void end() throws IOException;
}
