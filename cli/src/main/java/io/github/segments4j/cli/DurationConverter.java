package io.github.segments4j.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a duration such as 30s or 1.5m, within the bounds of the client. */
final class DurationConverter implements ITypeConverter<Duration> {
    private static final Pattern NUMBER_AND_UNIT = Pattern.compile("([0-9]+(?:\\.[0-9]+)?)(ms|s|m|h)");
    private static final BigDecimal NANOS_PER_DAY =
            BigDecimal.valueOf(Duration.ofDays(1).toNanos());

    @Override
    public Duration convert(String value) {
        Matcher given = NUMBER_AND_UNIT.matcher(value);
        if (given.matches()) {
            Duration unit = unit(given.group(2)).getDuration();
            BigDecimal nanos = new BigDecimal(given.group(1)).multiply(BigDecimal.valueOf(unit.toNanos()));
            if (nanos.compareTo(BigDecimal.ONE) >= 0 && nanos.compareTo(NANOS_PER_DAY) <= 0) {
                return Duration.ofNanos(nanos.longValue());
            }
        }
        throw new TypeConversionException(
                "it must be a number with the unit ms, s, m or h, such as 500ms or 1.5s, more than 0 and at most 24h,"
                        + " not \"" + value + '"');
    }

    private static ChronoUnit unit(String name) {
        return switch (name) {
            case "ms" -> ChronoUnit.MILLIS;
            case "s" -> ChronoUnit.SECONDS;
            case "m" -> ChronoUnit.MINUTES;
            default -> ChronoUnit.HOURS;
        };
    }
}
