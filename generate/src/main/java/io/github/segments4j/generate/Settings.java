package io.github.segments4j.generate;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The settings of a language in {@code generators/}. They are those of this project's own contract: names of packages
 * start with {@code segments}, and files in a folder {@code segments} belong to its schemas. For a contract with another
 * title, the names are made of that title, and those files and the repository are left out.
 */
record Settings(Path openapi, String language) {
    private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

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
        }
        return renamed(YAML.writeValueAsString(settings), words(contract.title()));
    }

    Path path() {
        return openapi.resolve("generators/" + language + ".yaml");
    }

    /** The words of a title in lower case, such as warehouse and orders for "Warehouse orders API". */
    private static List<String> words(String title) {
        List<String> words = Arrays.stream(title.toLowerCase(Locale.ROOT).split("[^a-z0-9]+", -1))
                .filter(word -> !word.isEmpty() && !word.equals("api"))
                .toList();
        boolean isName = !words.isEmpty() && Character.isLetter(words.get(0).charAt(0));
        return isName ? words : List.of("api");
    }

    private static String renamed(String settings, List<String> words) {
        String capitalized = words.stream()
                .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
                .collect(Collectors.joining());
        return settings.replace("io.github.segments4j", String.join("", words))
                .replace("segments4j", String.join("", words))
                .replace("Segments", capitalized)
                .replace("segments-", String.join("-", words) + "-")
                .replace("segments_", String.join("_", words) + "_")
                .replace("segments", String.join("", words));
    }
}
