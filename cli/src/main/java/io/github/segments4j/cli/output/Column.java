package io.github.segments4j.cli.output;

import io.github.segments4j.model.Segment;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A field of a segment, as a column of tables and CSV files.
 *
 * @param name its name in the contract
 * @param value reads it from a segment; empty if the server did not send it
 */
record Column(String name, Function<Segment, Optional<String>> value) {
    /** All columns, in their order. */
    static final List<Column> ALL = List.of(
            new Column("id", segment -> Optional.of(segment.id())),
            new Column("name", segment -> Optional.of(segment.name())),
            new Column("status", Segment::status));

    /** Its text in a segment. */
    Optional<String> text(Segment segment) {
        return value.apply(segment).map(Column::encodable);
    }

    /** A text with U+FFFD in place of each lone surrogate, which UTF-8 can't encode. */
    static String encodable(String text) {
        if (!hasSurrogate(text)) {
            return text;
        }
        return new String(text.getBytes(StandardCharsets.UTF_16BE), StandardCharsets.UTF_16BE);
    }

    private static boolean hasSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                return true;
            }
        }
        return false;
    }
}
