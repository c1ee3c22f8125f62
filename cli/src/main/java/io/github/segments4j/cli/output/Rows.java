package io.github.segments4j.cli.output;

import io.github.segments4j.generated.Segment;
import java.io.IOException;
import java.util.List;

/** Writes segments in one format, page by page, and keeps no page in memory. */
public interface Rows {
    /** Writes the segments of one page. */
    void write(List<Segment> page) throws IOException;

    /** Writes what follows the last row, or what stands for a listing without rows. */
    void end() throws IOException;
}
