package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Finds names in a contract for which a generated client would not compile, or would have one thing for two. */
final class NamesLint {
    /** Types of Rust that the code of its client uses. */
    private static final Set<String> RESERVED = Set.of("option", "self", "string", "vec");

    /** Characters that the generator changes in code. */
    private static final Predicate<String> CHANGED =
            Pattern.compile("[&<>\"'`=\\\\\\p{Cntrl}]").asPredicate();

    /** Types that a client has for any contract. A listing or a row can't have the same name. */
    private static final Pattern TYPES_OF_CLIENTS = Pattern.compile(
            // Kotlin, then Go
            "credentials|listingexception|listingskt|configuration|serverconfigurations|apikey|basicauth|apiclient|apiresponse|genericopenapierror|mappednullable"
                    + "|isnil|(nullable|ptr)(bool|int|int32|int64|float32|float64|string|time)");
    /** Schemas that have another name in a client. */
    private static final Pattern RENAMED_SCHEMAS =
            Pattern.compile("[0-9].*|bool|int|int32|int64|float32|float64|string|time|byte|rune|nil");

    private final Document document;
    private final Map<String, String> listings = new HashMap<>();
    private final List<String> sentences = new ArrayList<>();

    private NamesLint(Document document) {
        this.document = document;
    }

    /** Returns a sentence for each problem, with its place. */
    static List<String> check(Document document) {
        NamesLint lint = new NamesLint(document);
        JsonNode root = document.root();
        lint.distinct("components.schemas", "the schemas", document.schemas(), NamesLint::plain);
        root.at("/components/schemas").properties().forEach(each -> lint.fields(each.getKey(), each.getValue()));
        List<String> tags = new ArrayList<>();
        for (Document.Operation operation : document.operations()) {
            if (operation.node().has("x-paging")) {
                lint.listing(
                        operation.place() + ": operationId: ",
                        operation.node().path("operationId").asText());
            }
            tags.add(operation.node().at("/tags/0").asText("default"));
            lint.parameters(operation);
        }
        lint.distinct("tags", "the tags", tags, tag -> plain(tag).isEmpty() ? "default" : plain(tag));
        return lint.sentences;
    }

    /** A name without what languages change: its case and its punctuation. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    /** Whether the rows of a listing can be of a schema with this name. */
    static boolean canBeRow(String schema) {
        String name = plain(schema);
        return !TYPES_OF_CLIENTS.matcher(name).matches()
                && !RENAMED_SCHEMAS.matcher(name).matches();
    }

    /** The listing is a class with the name of the operation. The languages add names that are made of it. */
    private void listing(String place, String id) {
        if (id.isEmpty()) {
            sentences.add(place + "it is missing: the listing is named after it.");
            return;
        }
        String name = plain(id);
        if (RESERVED.contains(name)) {
            sentences.add(place + "the clients have something else with the name " + id + ": rename it.");
        }
        if (TYPES_OF_CLIENTS.matcher(name).matches()) {
            sentences.add(place + "the clients have a type of their own with this name: rename the operation.");
        }
        String other = listings.put(name, id);
        if (other != null) {
            sentences.add(place + "another listing has the same name, " + other + ".");
        }
        for (String schema : document.schemas()) {
            if (plain(schema).equals(name)) {
                sentences.add(place + "the schema " + schema + " has the same name: rename one of them.");
            } else if (namesOfSchema(plain(schema)).anyMatch(namesOfListing(name)::contains)) {
                sentences.add(place + "the client would have a type for the schema " + schema
                        + " and one for this listing with the same name: rename one of them.");
            }
        }
    }

    /** Those of the Go client, and in TypeScript and Rust the parameters. */
    private static Set<String> namesOfListing(String name) {
        return Set.of(
                name,
                name + "parameters",
                name + "paging",
                name + "pace",
                name + "retries",
                "new" + name,
                "api" + name + "request");
    }

    /** Those of the Go client. */
    private static Stream<String> namesOfSchema(String name) {
        return Stream.of(name, "new" + name, "new" + name + "withdefaults", "nullable" + name);
    }

    private void parameters(Document.Operation operation) {
        document.parameters(operation).stream()
                .collect(Collectors.groupingBy(
                        parameter -> parameter.path("in").asText(),
                        LinkedHashMap::new,
                        Collectors.mapping(parameter -> parameter.path("name").asText(), Collectors.toList())))
                .forEach((in, names) -> named(operation.place(), "the parameters in: " + in, names));
    }

    private void fields(String place, JsonNode schema) {
        List<String> names = new ArrayList<>();
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        named(place, "the fields", names);
        schema.path("properties").properties().forEach(each -> fields(place + "." + each.getKey(), each.getValue()));
        Stream.of("allOf", "oneOf", "anyOf").forEach(word -> schema.path(word).forEach(part -> fields(place, part)));
        Stream.of("items", "additionalProperties").forEach(word -> {
            if (schema.has(word)) {
                fields(place + "." + word, schema.path(word));
            }
        });
    }

    /** Signs such as those of @type and $ref become words in some languages, so they make another name. */
    private void named(String place, String what, List<String> names) {
        names.stream()
                .filter(CHANGED)
                .forEach(name ->
                        add(place, what + " have the name " + name + ", with a character that no code can have"));
        distinct(place, what, names, name -> name.replaceAll("[-_. ]", "").toLowerCase(Locale.ROOT));
    }

    private void distinct(String place, String what, List<String> names, UnaryOperator<String> key) {
        Map<String, String> known = new HashMap<>();
        for (String name : names) {
            String other = known.putIfAbsent(key.apply(name), name);
            if (other != null && !other.equals(name)) {
                add(place, what + " " + other + " and " + name + " would have the same name in a client");
            }
        }
    }

    private void add(String place, String problem) {
        sentences.add(place + ": " + problem + ": rename it.");
    }
}
