package io.github.segments4j.cli.verify;

import java.io.IOException;
import java.io.Writer;
import java.util.Locale;

/** How a report is written. */
public enum ReportFormat {
    /** For people. */
    TEXT {
        @Override
        public void write(Report report, Writer out) throws IOException {
            TextReport.write(report, out);
        }
    },
    /** For programs. */
    JSON {
        @Override
        public void write(Report report, Writer out) throws IOException {
            JsonReport.write(report, out);
        }
    },
    /** For a CI server: each check is a test case. */
    JUNIT {
        @Override
        public void write(Report report, Writer out) throws IOException {
            JUnitReport.write(report, out);
        }
    };

    /**
     * Writes all of it.
     *
     * @param report what came of the checks
     * @param out is flushed, and not closed
     * @throws IOException if it can't be written
     */
    public abstract void write(Report report, Writer out) throws IOException;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
