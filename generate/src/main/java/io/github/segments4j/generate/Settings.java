package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.lang.model.SourceVersion;

/**
 * The settings of a language in {@code generators/}. They are those of this project's own contract: names of packages
 * start with {@code segments}, and files in a folder {@code segments} belong to its schemas. For a contract with another
 * title, the names are made of that title, and those files, the repository and a license without an identifier are left out.
 */
record Settings(Path openapi, String language) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

    private static final Pattern NAMES = Pattern.compile("(io\\.github\\.)?segments4j|Segments|segments[-_]?");

    // Words that can't name a package in one of the languages, apart from Java's keywords.
    private static final Set<String> RESERVED = Set.of(
            // Go: keywords, then names that its tools treat in another way.
            ("chan defer fallthrough func go map range select struct type var"
                            + " documentation init internal main vendor"
                            // Kotlin: keywords.
                            + " as fun in is object typealias typeof val when"
                            // Packages of the Java and Kotlin libraries, and a keyword of PHP's names.
                            + " java kotlin namespace"
                            // Names of devices: Go refuses them in a path, and Windows has no such folders.
                            + " aux con nul prn")
                    .split(" "));

    /** Identifiers of SPDX. Python's build tools refuse any other text as a license. */
    private static final Set<String> LICENSES = Set.of(
            ("0BSD AGPL-3.0-only AGPL-3.0-or-later Apache-2.0 BSD-2-Clause BSD-3-Clause BSL-1.0 CC-BY-4.0 CC0-1.0"
                            + " EPL-2.0 EUPL-1.2 GPL-2.0-only GPL-2.0-or-later GPL-3.0-only GPL-3.0-or-later ISC"
                            + " LGPL-2.1-only LGPL-2.1-or-later LGPL-3.0-only LGPL-3.0-or-later MIT MIT-0 MPL-2.0 Unlicense")
                    .split(" "));

    String text(Document contract) throws IOException {
        ObjectNode settings = (ObjectNode) YAML.readTree(path().toFile());
        if (contract.title()
                .equals(Document.read(openapi.resolve("segments.yaml")).title())) {
            return YAML.writeValueAsString(settings);
        }
        if (settings.get("files") instanceof ObjectNode files) {
            files.properties().removeIf(file -> file.getKey().contains("/segments/"));
        }
        if (settings.get("additionalProperties") instanceof ObjectNode properties) {
            properties.remove("repository");
            String license = contract.license();
            if (properties.remove("spdxLicense") != null && LICENSES.contains(license)) {
                properties.put("spdxLicense", license);
            }
        }
        map(settings.path("operationIdNameMappings"), contract.root().findValuesAsText("operationId"));
        map(settings.path("modelNameMappings"), contract.schemas());
        nameEnums(settings.withObject("/enumNameMappings"), contract);
        return renamed(YAML.writeValueAsString(settings), words(contract.title()));
    }

    /** A name in these settings stands for all names that differ from it in case and punctuation only. */
    private static void map(JsonNode mappings, List<String> names) {
        if (mappings instanceof ObjectNode map) {
            Map<String, JsonNode> known = new HashMap<>();
            map.properties().forEach(each -> known.put(NamesLint.plain(each.getKey()), each.getValue()));
            for (String name : names) {
                JsonNode mapped = known.get(NamesLint.plain(name));
                if (mapped != null && !map.has(name)) {
                    map.set(name, mapped);
                }
            }
        }
    }

    /** The generator has no name for a value without a letter or digit of ASCII, except some signs such as {@code <=}. */
    private static void nameEnums(ObjectNode mappings, Document contract) {
        contract.root()
                .findValues("enum")
                .forEach(values -> values.forEach(value -> {
                    String text = value.asText();
                    if (text.matches("[^A-Za-z0-9]+") && !text.matches("[<>!~=]=|[<>=*+!/%&|^,:;?@#$~]")) {
                        String name =
                                text.codePoints().mapToObj("U%04X"::formatted).collect(Collectors.joining());
                        mappings.put(text, name);
                    }
                }));
    }

    Path path() {
        return openapi.resolve("generators/" + language + ".yaml");
    }

    /**
     * The words of a title in lower case, such as warehouse and orders for "Warehouse orders API". Words that make a reserved
     * name keep the word api, such as import and api for "Import API".
     */
    private static List<String> words(String title) {
        List<String> words = Arrays.stream(title.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty() && !word.equals("api"))
                .toList();
        boolean isName = !words.isEmpty() && Character.isLetter(words.get(0).charAt(0));
        if (!isName) {
            return List.of("api");
        }
        String joined = String.join("", words);
        boolean isReserved = SourceVersion.isKeyword(joined) || RESERVED.contains(joined);
        return isReserved ? Stream.concat(words.stream(), Stream.of("api")).toList() : words;
    }

    private static String renamed(String settings, List<String> words) {
        String capitalized = words.stream()
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return NAMES.matcher(settings).replaceAll(name -> switch (name.group()) {
            case "Segments" -> capitalized;
            case "segments-" -> String.join("-", words) + "-";
            case "segments_" -> String.join("_", words) + "_";
            default -> String.join("", words);
        });
    }
}
