package io.github.segments4j.cli.output;

import java.util.regex.Pattern;

/**
 * How CSV is made fit for spreadsheets. Neither is done by default, since other programs would read other values.
 *
 * @param hasByteOrderMark whether it begins with a byte order mark, without which Excel does not read UTF-8
 * @param escapesFormulas whether an apostrophe is put before what a spreadsheet would run as a formula
 */
public record CsvStyle(boolean hasByteOrderMark, boolean escapesFormulas) {
    /**
     * Where a formula may begin, as OWASP describes CSV injection: at the start of a value, and after what separates cells
     * in the spreadsheet of some locale. The last four signs are full-width forms, which Excel reads like the others.
     */
    private static final Pattern FORMULA =
            Pattern.compile("(?<![^,;|\t\r\n])(?=[\\s\"]*[-=+@\uFF0D\uFF1D\uFF0B\uFF20])|^(?=[\t\r\n])");

    /**
     * {@return a value as CSV has it} Twice has the same effect as once.
     *
     * @param value a value of a segment
     */
    public String text(String value) {
        String text = Column.encodable(value);
        return escapesFormulas ? FORMULA.matcher(text).replaceAll("'") : text;
    }
}
