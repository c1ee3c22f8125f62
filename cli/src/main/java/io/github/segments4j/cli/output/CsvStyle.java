package io.github.segments4j.cli.output;

/**
 * How CSV is made fit for spreadsheets. Neither is done by default, since other programs would read other values.
 *
 * @param hasByteOrderMark whether it begins with a byte order mark, without which Excel does not read UTF-8
 * @param escapesFormulas whether an apostrophe is put before what a spreadsheet would run as a formula
 */
public record CsvStyle(boolean hasByteOrderMark, boolean escapesFormulas) {}
