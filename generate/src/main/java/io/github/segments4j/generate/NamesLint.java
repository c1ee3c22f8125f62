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
import java.util.stream.StreamSupport;

/** Finds names in a contract for which a generated client would not compile, or would have one thing for two. */
final class NamesLint {
    /** Types of Rust that the code of its client uses. */
    private static final Set<String> RESERVED = Set.of("option", "self", "string", "vec");

    /** Characters that the generator changes in code. */
    private static final Predicate<String> CHANGED =
            Pattern.compile("[&<>\"'`=\\\\\\p{Cntrl}]").asPredicate();

    private final Document document;
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
        root.path("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .filter(method -> method.getValue().has("responses"))
                        .forEach(method -> lint.operation(path, method, tags)));
        lint.distinct("tags", "the tags", tags, tag -> plain(tag).isEmpty() ? "default" : plain(tag));
        return lint.sentences;
    }

    /** A name without what languages change: its case and its punctuation. */
    static String plain(String name) {
        return name.replaceAll("[^A-Za-z0-9]", "").toLowerCase(Locale.ROOT);
    }

    private void operation(Map.Entry<String, JsonNode> path, Map.Entry<String, JsonNode> method, List<String> tags) {
        JsonNode operation = method.getValue();
        String place = method.getKey().toUpperCase(Locale.ROOT) + " " + path.getKey();
        String id = operation.path("operationId").asText();
        if (operation.has("x-paging") && RESERVED.contains(plain(id))) {
            sentences.add(
                    place + ": operationId: the clients have something else with the name " + id + ": rename it.");
        }
        tags.add(operation.at("/tags/0").asText("default"));
        Map<String, List<String>> names = Stream.of(operation, path.getValue())
                .flatMap(node -> StreamSupport.stream(node.path("parameters").spliterator(), false))
                .map(document::resolve)
                .collect(Collectors.groupingBy(
                        parameter -> parameter.path("in").asText(),
                        LinkedHashMap::new,
                        Collectors.mapping(parameter -> parameter.path("name").asText(), Collectors.toList())));
        names.forEach((in, all) -> named(place, "the parameters in: " + in, all));
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
        sentences.add((place + ": " + problem + ": rename it.").replaceAll("\\p{Cntrl}", "?"));
    }
}
