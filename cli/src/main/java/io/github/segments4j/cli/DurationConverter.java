package io.github.segments4j.cli;

import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as 30s or 1.5m, within the bounds of the client. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final long NANOS_PER_MILLISECOND = 1_000_000;
    private static final long NANOS_PER_DAY = Duration.ofDays(1).toNanos();

    @Override
    public Duration convert(String value) {
        Matcher given = NUMBER_AND_UNIT.matcher(value);
        if (given.matches()) {
            double nanosPerUnit = switch (given.group(2)) {
                case "ms" -> 1e6;
                case "s" -> 1e9;
                case "m" -> 60e9;
                default -> 3600e9;
            };
            long nanos = Math.round(Double.parseDouble(given.group(1)) * nanosPerUnit);
            if (nanos >= NANOS_PER_MILLISECOND && nanos <= NANOS_PER_DAY) {
                return Duration.ofNanos(nanos);
            }
        }
        throw new TypeConversionException(
                "it must be a number with the unit ms, s, m or h, such as 500ms or 1.5s, from 1ms to 24h," + " not \""
                        + value + '"');
    }
}
