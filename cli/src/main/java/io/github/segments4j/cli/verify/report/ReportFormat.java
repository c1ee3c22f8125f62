package io.github.segments4j.cli.verify.report;

import java.io.IOException;
import java.io.Writer;

/** The formats in which a report can be written. */
public enum ReportFormat {
    /** For people. */
    TEXT,
    /** For programs. */
    JSON,
    /** For CI servers: each check is a test case. */
    JUNIT,
    /** For services that collect the findings of analyzers. */
    SARIF;

    /**
     * Writes a report, and flushes the writer.
     *
     * @param report the report
     * @param out where to write
     * @throws IOException if it can't be written
     */
    public void write(Report report, Writer out) throws IOException {
        switch (this) {
            case TEXT -> TextReport.write(report, out);
            case JSON -> JsonReport.write(report, out);
            case JUNIT -> JUnitReport.write(report, out);
            case SARIF -> SarifReport.write(report, out);
        }
        out.flush();
    }
}
