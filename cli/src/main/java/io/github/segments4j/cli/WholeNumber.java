package io.github.segments4j.cli;

import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a whole number within bounds, and names the bounds when it refuses a value. */
abstract class WholeNumber implements ITypeConverter<Integer> {
    private final int min;
    private final int max;

    WholeNumber(int min, int max) {
        this.min = min;
        this.max = max;
    }

    @Override
    public Integer convert(String value) {
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Refused below, like a number that is out of bounds.
        }
        throw new TypeConversionException(
                "it must be a whole number from " + min + " to " + max + ", not \"" + value + '"');
    }

    static final class NotNegative extends WholeNumber {
        NotNegative() {
            super(0, Integer.MAX_VALUE);
        }
    }

    static final class Positive extends WholeNumber {
        Positive() {
            super(1, Integer.MAX_VALUE);
        }
    }

    static final class Port extends WholeNumber {
        Port() {
            super(0, 65_535);
        }
    }

    /** The bounds of the client's builder. */
    static final class Attempts extends WholeNumber {
        Attempts() {
            super(1, 100);
        }
    }

    /** The bounds of {@code ListOptions}. */
    static final class ReadAhead extends WholeNumber {
        ReadAhead() {
            super(0, 1_000);
        }
    }
}
