package io.github.segments4j.cli;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.io.Writer;
import java.util.List;

/**
 * A table for reading. The first page sets the width of the columns, so that no other has to be waited
 * for; a wider cell is not cut. What would move a terminal's cursor, or turn its text around, is escaped.
 */
final class TableRows implements Rows {
    private final Writer out;
    private int idWidth;
    private int nameWidth;

    TableRows(Writer out) {
        this.out = out;
    }

    @Override
    public void write(List<Segment> page) throws IOException {
        if (idWidth == 0) {
            begin(page);
        }
        for (Segment row : page) {
            line(
                    visible(row.id()),
                    visible(row.name()),
                    row.status().isPresent() ? visible(row.status().get()) : "");
        }
    }

    @Override
    public void end() throws IOException {
        if (idWidth == 0) {
            begin(List.of());
        }
    }

    private void begin(List<Segment> page) throws IOException {
        idWidth = "ID".length();
        nameWidth = "NAME".length();
        for (Segment row : page) {
            idWidth = Math.max(idWidth, width(visible(row.id())));
            nameWidth = Math.max(nameWidth, width(visible(row.name())));
        }
        line("ID", "NAME", "STATUS");
    }

    private void line(String id, String name, String status) throws IOException {
        String line = padded(id, idWidth) + "  " + padded(name, nameWidth) + "  " + status;
        out.write(line.stripTrailing() + "\n");
    }

    private static String padded(String cell, int width) {
        return cell + " ".repeat(Math.max(0, width - width(cell)));
    }

    private static int width(String text) {
        return text.codePointCount(0, text.length());
    }

    private static String visible(String text) {
        StringBuilder visible = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (Character.getType(c)) {
                case Character.CONTROL,
                        Character.FORMAT,
                        Character.LINE_SEPARATOR,
                        Character.PARAGRAPH_SEPARATOR,
                        Character.SURROGATE -> visible.append(String.format("\\u%04x", c));
                default -> visible.appendCodePoint(c);
            }
        });
        return visible.toString();
    }
}
