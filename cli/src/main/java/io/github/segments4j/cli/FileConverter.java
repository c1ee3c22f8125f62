package io.github.segments4j.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * Reads the name of a file, unless it is not what the user typed: the JVM decodes arguments in the encoding of the
 * locale, and replaces what that does not have.
 */
final class FileConverter implements ITypeConverter<Path> {
    private static final char REPLACEMENT = '\uFFFD';

    @Override
    public Path convert(String value) {
        if (value.indexOf(REPLACEMENT) < 0) {
            try {
                return Path.of(value);
            } catch (InvalidPathException e) {
                // Refused below, like a name that was not decoded.
            }
        }
        throw new TypeConversionException("the locale has no encoding for the name \"" + value
                + "\": set LC_ALL to a locale with UTF-8, such as C.UTF-8");
    }
}
