package io.github.segments4j.cli;

import io.github.segments4j.cli.output.CsvStyle;
import io.github.segments4j.cli.output.Format;
import picocli.CommandLine.Option;

/** Makes CSV fit for spreadsheets. */
final class CsvOptions {
    @Option(
            names = "--byte-order-mark",
            description = "Begin CSV with a byte order mark: Excel needs it to read names that are not ASCII.")
    boolean byteOrderMark;

    @Option(
            names = "--escape-formulas",
            description = "In CSV, put an apostrophe before a value that a spreadsheet would run as a formula, such as"
                    + " =1+1, +1, -1 or @x. Other programs then read the apostrophe as a part of the value.")
    boolean escapeFormulas;

    CsvStyle style(Format format) {
        if ((byteOrderMark || escapeFormulas) && format != Format.CSV) {
            throw new IllegalArgumentException("--byte-order-mark and --escape-formulas need --format csv");
        }
        return new CsvStyle(byteOrderMark, escapeFormulas);
    }

    /** The flags as they were given, each with a space before it. */
    @Override
    public String toString() {
        return (byteOrderMark ? " --byte-order-mark" : "") + (escapeFormulas ? " --escape-formulas" : "");
    }
}
