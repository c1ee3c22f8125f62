package io.github.segments4j.sandbox.endpoints;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** The parameters of a query or a form, each at most once and of its type. */
public record Parameters(Map<String, List<String>> values) {
    public Optional<String> text(String name) throws Refusal {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw new Refusal(400, "The parameter \"" + name + "\" is given " + given.size() + " times.");
        }
        return given.stream().findFirst();
    }

    public OptionalInt positive(String name) throws Refusal {
        Optional<String> given = text(name);
        if (given.isEmpty()) {
            return OptionalInt.empty();
        }
        try {
            int number = given.get().matches("\\d+") ? Integer.parseInt(given.get()) : 0;
            if (number > 0) {
                return OptionalInt.of(number);
            }
        } catch (NumberFormatException tooLarge) {
            // Refused below, as every other value that is not one of those.
        }
        throw new Refusal(
                400, "The parameter \"" + name + "\" must be a whole number from 1 to " + Integer.MAX_VALUE + ".");
    }

    public boolean flag(String name) throws Refusal {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new Refusal(400, "The parameter \"" + name + "\" must be true or false.");
        };
    }
}
