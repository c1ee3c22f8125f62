package io.github.segments4j.cli;

import io.github.segments4j.cli.rehearse.RowFormat;
import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads {@code jsonl:id}: the form of the rows, and the field that holds the id. */
final class RowFormatConverter implements ITypeConverter<RowFormat> {
    @Override
    public RowFormat convert(String value) {
        String[] kindAndField = value.split(":", 2);
        boolean hasField = kindAndField.length == 2 && !kindAndField[1].isEmpty();
        for (RowFormat.Kind kind : RowFormat.Kind.values()) {
            boolean needsField = kind != RowFormat.Kind.LINES;
            if (kind.name().toLowerCase(Locale.ROOT).equals(kindAndField[0]) && hasField == needsField) {
                return new RowFormat(kind, hasField ? kindAndField[1] : "");
            }
        }
        throw new TypeConversionException(
                "it must be jsonl:FIELD, json:FIELD, csv:COLUMN or lines, such as jsonl:id, not \"" + value + '"');
    }
}
