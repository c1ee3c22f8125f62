package io.github.segments4j.sandbox.data;

import io.github.segments4j.sandbox.json.Characters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Reads CSV as RFC 4180 defines it: a header, quoted fields that may span lines. Lines end with CRLF, with LF, or with CR
 * as some spreadsheets write them. An empty field counts as missing.
 */
final class CsvReader {
    private final Characters text;

    CsvReader(Characters text) {
        this.text = text;
    }

    void read(Consumer<SegmentFile.Row> rows) {
        List<String> header = record();
        if (!header.contains("id") || !header.contains("name") || new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException("line 1 must be a header with the columns id and name, each once");
        }
        while (text.peek() != Characters.END) {
            int start = text.line();
            List<String> values = record();
            boolean isBlank = values.size() == 1 && values.get(0).isEmpty();
            if (!isBlank && values.size() != header.size()) {
                throw new IllegalArgumentException(
                        "the row at line " + start + " has " + values.size() + " fields, the header " + header.size());
            }
            if (!isBlank) {
                rows.accept(row(start, header, values));
            }
        }
    }

    private static SegmentFile.Row row(int line, List<String> header, List<String> values) {
        Map<String, Object> fields = new LinkedHashMap<>();
        for (int i = 0; i < values.size(); i++) {
            if (!values.get(i).isEmpty()) {
                fields.put(header.get(i), values.get(i));
            }
        }
        return new SegmentFile.Row(line, fields);
    }

    private List<String> record() {
        text.startRow(SegmentFile.MAX_ROW);
        List<String> fields = new ArrayList<>();
        do {
            fields.add(text.skip('"') ? quoted() : plain());
        } while (text.skip(','));
        skipLineEnd();
        return fields;
    }

    private void skipLineEnd() {
        boolean isAfterCarriageReturn = text.skip('\r');
        if (!text.skip('\n') && !isAfterCarriageReturn && text.peek() != Characters.END) {
            throw new IllegalArgumentException("line " + text.line() + " goes on after a closing quotation mark");
        }
    }

    private String plain() {
        StringBuilder field = new StringBuilder();
        for (int c = text.peek(); c != ',' && c != '\r' && c != '\n' && c != Characters.END; c = text.peek()) {
            if (c == '"') {
                throw new IllegalArgumentException(
                        "line " + text.line() + " has a quotation mark inside a field that is not quoted");
            }
            field.append((char) c);
            text.skip();
        }
        return field.toString();
    }

    private String quoted() {
        int opened = text.line();
        StringBuilder field = new StringBuilder();
        for (int c = text.peek(); c != Characters.END; c = text.peek()) {
            text.skip();
            if (c == '"' && !text.skip('"')) {
                return field.toString();
            }
            field.append((char) c);
        }
        throw new IllegalArgumentException("the quotation mark that opens in line " + opened + " is never closed");
    }
}
