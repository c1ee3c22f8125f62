package io.github.segments4j.sandbox.endpoints;

import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Request;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The parameters of a query or a form. Each may occur once. */
public record Parameters(Map<String, List<String>> values) {
    public static Parameters decode(String pairs) throws HttpException {
        return new Parameters(Request.decode(pairs));
    }

    public Optional<String> text(String name) throws HttpException {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) {
            throw new HttpException(400, "The parameter \"" + name + "\" is given " + given.size() + " times.");
        }
        return given.stream().findFirst();
    }

    /** The names of a form may hold a secret that was put in the wrong place, so no message quotes them. */
    void requireOnly(List<String> names) throws HttpException {
        if (!names.containsAll(values.keySet())) {
            throw new HttpException(400, "The form has a field other than " + String.join(", ", names) + ".");
        }
    }

    int positive(String name, int otherwise) throws HttpException {
        String given = text(name).orElse(Integer.toString(otherwise));
        long number = given.matches("[0-9]{1,10}") ? Long.parseLong(given) : 0;
        if (number > 0 && number <= Integer.MAX_VALUE) {
            return (int) number;
        }
        throw new HttpException(
                400, "The parameter \"" + name + "\" must be a whole number from 1 to " + Integer.MAX_VALUE + ".");
    }

    boolean flag(String name) throws HttpException {
        return switch (text(name).orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new HttpException(400, "The parameter \"" + name + "\" must be true or false.");
        };
    }
}
