package io.github.segments4j.cli;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxBuilder;
import java.util.OptionalInt;
import java.util.function.BiConsumer;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads the values of flags that the sandbox itself checks: the messages are those of its builder. */
final class SandboxConverters {
    private SandboxConverters() {}

    /** A tenant, and how many segments it has, if that is given. */
    record Tenant(String name, OptionalInt segments) {}

    static final class TenantConverter implements ITypeConverter<Tenant> {
        @Override
        public Tenant convert(String value) {
            String[] parts = value.split("=", 2);
            String name = checked(SandboxBuilder::tenant, parts[0]);
            return parts.length == 1
                    ? new Tenant(name, OptionalInt.empty())
                    : new Tenant(name, OptionalInt.of(new WholeNumber.NotNegative().convert(parts[1])));
        }
    }

    static final class SeedConverter implements ITypeConverter<Long> {
        @Override
        public Long convert(String value) {
            try {
                return Long.valueOf(value);
            } catch (NumberFormatException e) {
                throw new TypeConversionException("it must be a whole number of 64 bits, not \"" + value + '"');
            }
        }
    }

    static final class AddressConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::bind, value);
        }
    }

    static final class AdminTokenConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::adminToken, value);
        }
    }

    static final class HostConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::allowedHost, value);
        }
    }

    static final class OriginConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::cors, value);
        }
    }

    static final class FaultConverter implements ITypeConverter<String> {
        @Override
        public String convert(String value) {
            return checked(SandboxBuilder::fault, value);
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
