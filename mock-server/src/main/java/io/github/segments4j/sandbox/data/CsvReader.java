package io.github.segments4j.sandbox.data;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads CSV as RFC 4180 defines it: a header, quoted fields that may span lines, LF or CRLF. An empty field counts as
 * missing.
 */
final class CsvReader {
    private final String text;
    private int at;
    private int line = 1;

    private CsvReader(String text) {
        this.text = text;
    }

    static List<SegmentFile.Row> read(String text) {
        return new CsvReader(text).rows();
    }

    private List<SegmentFile.Row> rows() {
        List<String> header = at < text.length() ? record() : List.of();
        if (!header.contains("id") || !header.contains("name") || new HashSet<>(header).size() < header.size()) {
            throw new IllegalArgumentException("line 1 must be a header with the columns id and name, each once");
        }
        List<SegmentFile.Row> rows = new ArrayList<>();
        while (at < text.length()) {
            int start = line;
            List<String> values = record();
            boolean isBlank = values.size() == 1 && values.get(0).isEmpty();
            if (!isBlank && values.size() != header.size()) {
                throw new IllegalArgumentException(
                        "the row at line " + start + " has " + values.size() + " fields, the header " + header.size());
            }
            if (!isBlank) {
                rows.add(row(start, header, values));
            }
        }
        return rows;
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
        List<String> fields = new ArrayList<>();
        do {
            fields.add(at < text.length() && text.charAt(at) == '"' ? quoted() : plain());
        } while (skip(','));
        skip('\r');
        if (at < text.length() && !skip('\n')) {
            throw new IllegalArgumentException("line " + line + " goes on after a closing quotation mark");
        }
        line++;
        return fields;
    }

    private String plain() {
        int start = at;
        while (at < text.length() && ",\r\n".indexOf(text.charAt(at)) < 0) {
            if (text.charAt(at) == '"') {
                throw new IllegalArgumentException(
                        "line " + line + " has a quotation mark inside a field that is not quoted");
            }
            at++;
        }
        return text.substring(start, at);
    }

    private String quoted() {
        int opened = line;
        StringBuilder field = new StringBuilder();
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                if (at == text.length() || text.charAt(at) != '"') {
                    return field.toString();
                }
            } else if (c == '\n') {
                line++;
            }
            field.append(c);
        }
        throw new IllegalArgumentException("the quotation mark that opens in line " + opened + " is never closed");
    }

    private boolean skip(char c) {
        boolean isThere = at < text.length() && text.charAt(at) == c;
        at += isThere ? 1 : 0;
        return isThere;
    }
}
