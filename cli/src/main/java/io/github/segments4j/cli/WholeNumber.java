package io.github.segments4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A number within bounds that a refusal names, whatever is wrong with what was given. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int least;
    private final int most;

    WholeNumber(int least, int most) {
        this.least = least;
        this.most = most;
    }

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is out of bounds.
        }
        throw new TypeConversionException(
                "it must be a whole number from " + least + " to " + most + ", not \"" + value + '"');
    }

    /** As {@code ListOptions} has it. */
    static final class PageSize extends WholeNumber {
        PageSize() {
            super(1, Integer.MAX_VALUE);
        }
    }

    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    static final class Segments extends WholeNumber {
        Segments() {
            super(0, Integer.MAX_VALUE);
        }
    }

    static final class Pages extends WholeNumber {
        Pages() {
            super(1, Integer.MAX_VALUE);
        }
    }

    static final class RequestsPerSecond extends WholeNumber {
        RequestsPerSecond() {
            super(1, Integer.MAX_VALUE);
        }
    }

    /** As {@code ListOptions} has it. */
    static final class ReadAhead extends WholeNumber {
        ReadAhead() {
            super(0, 1_000);
        }
    }
}
