package io.github.segments4j.cli.diff;

import io.github.segments4j.SegmentChange;
import io.github.segments4j.model.Segment;
import java.io.IOException;

/** Writes changes in one format: first what was added, then what was removed, then what was changed. */
interface ChangeWriter {
    void added(Segment segment) throws IOException;

    void removed(Segment segment) throws IOException;

    void changed(SegmentChange change) throws IOException;

    /** Writes what follows the last change. */
    void end() throws IOException;
}
