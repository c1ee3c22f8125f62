package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.time.Duration;
import java.util.function.BiConsumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Values that the sandbox itself knows best: its builder says what is wrong with them. */
final class SandboxValue {
    private SandboxValue() {}

    /** A tenant, and how many segments it has if that was said. */
    record Tenant(String name, int segments) {
        static final int NOT_SAID = -1;
    }

    static final class TenantConverter implements ITypeConverter<Tenant> {
        @Override
        public Tenant convert(String value) {
            String[] parts = value.split("=", 2);
            checked(SandboxBuilder::tenant, parts[0]);
            return new Tenant(
                    parts[0], parts.length == 1 ? Tenant.NOT_SAID : new WholeNumber.Segments().convert(parts[1]));
        }
    }

    static final class FaultConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::fault, value);
        }
    }

    static final class AccessTokenLife implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return checked(SandboxBuilder::accessTokenLife, new DurationConverter().convert(value));
        }
    }

    static final class PageTokenLife implements ITypeConverter<Duration> {
        @Override
        public Duration convert(String value) {
            return checked(SandboxBuilder::pageTokenLife, new DurationConverter().convert(value));
        }
    }

    static final class Seed implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("it must be a whole number from " + Long.MIN_VALUE + " to "
                        + Long.MAX_VALUE + ", not \"" + value + '"');
            }
        }
    }

    static final class YesOrNo implements ITypeConverter<Boolean> {
        @Override
        public Boolean convert(String value) {
            if (value.equals("true") || value.equals("false")) {
                return value.equals("true");
            }
            throw new TypeConversionException("it must be true or false, not \"" + value + '"');
        }
    }

    private static <T> T checked(BiConsumer<SandboxBuilder, T> setting, T value) {
        try {
            setting.accept(Sandbox.builder(), value);
            return value;
        } catch (IllegalArgumentException e) {
            throw new TypeConversionException(String.valueOf(e.getMessage()));
        }
    }
}
