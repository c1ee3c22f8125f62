package io.github.segments4j.sandbox;

import java.util.List;
import java.util.Optional;

/** An unchanging list of segments; any of them is found at once. */
interface Segments {
  /** One segment; a file may leave the status out. */
  record Row(String id, String name, Optional<String> status) {}

  int size();

  Row get(int index);

  /** Rows that are at hand. */
  static Segments of(List<Row> rows) {
    return new Segments() {
      @Override
      public int size() {
        return rows.size();
      }

      @Override
      public Row get(int index) {
        return rows.get(index);
      }
    };
  }
}
