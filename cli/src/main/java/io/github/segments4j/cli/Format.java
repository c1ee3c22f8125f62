package io.github.segments4j.cli;

import java.io.Writer;
import java.util.Locale;

/** How rows are written. */
enum Format {
    TABLE {
        @Override
        Rows rows(Writer out, boolean begun) {
            return new TableRows(out);
        }
    },
    CSV {
        @Override
        Rows rows(Writer out, boolean begun) {
            return new CsvRows(out, begun);
        }
    },
    JSON {
        @Override
        Rows rows(Writer out, boolean begun) {
            return new JsonRows(out, begun, "[\n", ",\n", "\n]\n");
        }
    },
    NDJSON {
        @Override
        Rows rows(Writer out, boolean begun) {
            return new JsonRows(out, begun, "", "\n", "\n");
        }
    };

    /**
     * @param begun whether some of what is written stands there already; of a table, never
     */
    abstract Rows rows(Writer out, boolean begun);

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
