package io.github.segments4j.cli;

import java.io.Writer;

/** How rows are written. */
enum Format {
  TABLE {
    @Override
    Rows rows(Writer out) {
      return new TableRows(out);
    }
  },
  CSV {
    @Override
    Rows rows(Writer out) {
      return new CsvRows(out);
    }
  },
  JSON {
    @Override
    Rows rows(Writer out) {
      return new JsonRows(out, "[\n", ",\n", "\n]\n");
    }
  },
  NDJSON {
    @Override
    Rows rows(Writer out) {
      return new JsonRows(out, "", "\n", "\n");
    }
  };

  abstract Rows rows(Writer out);
}
