package io.github.segments4j.cli;

import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads one of the values of an enum, in lower or upper case, and lists them as the help does when it refuses a value. */
final class Choice<E extends Enum<E>> implements ITypeConverter<E> {
    private final E[] values;

    Choice(E[] values) {
        this.values = values;
    }

    @Override
    public E convert(String value) {
        return Arrays.stream(values)
                .filter(choice -> choice.name().equalsIgnoreCase(value))
                .findFirst()
                .orElseThrow(() -> new TypeConversionException("it must be " + all() + ", not \"" + value + '"'));
    }

    private String all() {
        return Arrays.stream(values)
                .map(choice -> choice.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining("|"));
    }
}
