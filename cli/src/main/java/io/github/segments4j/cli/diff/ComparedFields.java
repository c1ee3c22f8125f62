package io.github.segments4j.cli.diff;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.cli.output.CsvStyle;
import io.github.segments4j.model.Segment;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The fields that both sides of a comparison can have. CSV has some columns, and text only: if a side is CSV, the other one
 * is compared as CSV would have it. Otherwise, all fields are compared as they are.
 */
public final class ComparedFields {
    private static final JsonMapper JSON = new JsonMapper();

    /** Our choice: what fits into a message. */
    private static final int MAX_NAMED = 20;

    /** Empty if neither side is CSV. */
    private final Optional<List<String>> columns;

    private final CsvStyle style;
    private final Set<String> leftOut = new TreeSet<>();

    private ComparedFields(Optional<List<String>> columns, CsvStyle style) {
        this.columns = columns;
        this.style = style;
    }

    /**
     * Finds what can be compared.
     *
     * @param before the columns of the earlier side; empty if it is not CSV
     * @param after the columns of the later side; empty if it is not CSV
     * @param areFormulasEscaped whether a CSV file has an apostrophe before what a spreadsheet would run as a formula
     * @return the fields
     */
    public static ComparedFields of(
            Optional<List<String>> before, Optional<List<String>> after, boolean areFormulasEscaped) {
        if (areFormulasEscaped && before.isEmpty() && after.isEmpty()) {
            throw new IllegalArgumentException("--escape-formulas needs a CSV file");
        }
        List<String> common = new ArrayList<>(before.or(() -> after).orElse(List.of()));
        after.ifPresent(common::retainAll);
        ComparedFields fields =
                new ComparedFields(before.or(() -> after).map(any -> common), new CsvStyle(false, areFormulasEscaped));
        before.ifPresent(fields::leaveOut);
        after.ifPresent(fields::leaveOut);
        return fields;
    }

    /** Whether CSV has a value in a column: an empty text stands for an absent value, unless every segment has one. */
    static boolean hasValue(String column, String text) {
        return !text.isEmpty() || column.equals("id") || column.equals("name");
    }

    /**
     * Reduces the segments of one side to these fields.
     *
     * @param segments the segments
     * @param ofCsv the columns of that side; empty if it is not CSV
     * @return the same segments with the fields that are compared
     */
    public Iterable<Segment> of(Iterable<Segment> segments, Optional<List<String>> ofCsv) {
        boolean isSame = ofCsv.equals(columns) && !style.escapesFormulas();
        return isSame ? segments : new MappedSegments(segments, this::reduced);
    }

    private Segment reduced(Segment segment) {
        Map<String, @Nullable Object> fields = segment.fields();
        leaveOut(fields.keySet());
        Segment.Builder reduced = Segment.builder();
        for (String column : columns.orElseThrow()) {
            Object value = fields.get(column);
            if (value != null) {
                String text = style.text(value instanceof String string ? string : json(value));
                if (hasValue(column, text)) {
                    reduced.field(column, text);
                }
            }
        }
        return reduced.build();
    }

    private static String json(Object value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e); // It was read from JSON.
        }
    }

    private void leaveOut(Iterable<String> names) {
        for (String name : names) {
            if (!columns.orElseThrow().contains(name) && leftOut.size() < MAX_NAMED) {
                leftOut.add(name);
            }
        }
    }

    /** {@return the names of fields that only one side can have, at most 20 of them, in alphabetical order} */
    public Set<String> leftOut() {
        return Collections.unmodifiableSet(leftOut);
    }
}
