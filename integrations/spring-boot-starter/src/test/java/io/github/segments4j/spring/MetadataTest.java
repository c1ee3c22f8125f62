package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What IDEs know about the properties, and what the page about Spring Boot says. */
class MetadataTest {
    private static final Path DOCS = Path.of("../../docs");
    private static final Pattern DEFAULT = Pattern.compile("default(?: is)? `?([0-9a-z]+)");

    @Test
    void everyPropertyIsDescribedInTheMetadataAndOnThePage() throws IOException {
        Map<String, String> descriptions = descriptions();

        Set<String> ofThePage = rows("spring-boot.md", "`")
                .map(row -> row.substring(0, row.indexOf(" | ")))
                .flatMap(cell -> Pattern.compile("`([^`]+)`").matcher(cell).results())
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
        assertThat(descriptions.keySet()).isEqualTo(ofThePage);
        assertThat(descriptions.values()).allSatisfy(text -> assertThat(text).endsWith("."));
    }

    @ParameterizedTest
    @ValueSource(strings = {"timeout", "deadline", "attempts"})
    void theDefaultsAreThoseOfTheClient(String setting) throws IOException {
        String ofTheClient = defaultIn(
                rows("settings.md", " | `" + setting + "`").findFirst().orElseThrow());
        String ofThePage = defaultIn(
                rows("spring-boot.md", "`segments." + setting + "`").findFirst().orElseThrow());

        assertThat(ofThePage).isEqualTo(ofTheClient);
        assertThat(defaultIn(descriptions().get("segments." + setting))).isEqualTo(ofTheClient);
    }

    private static Map<String, String> descriptions() throws IOException {
        Map<String, String> descriptions = new TreeMap<>();
        try (InputStream file =
                SegmentsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            for (JsonNode property : new ObjectMapper().readTree(file).get("properties")) {
                descriptions.put(
                        property.get("name").asText(),
                        property.path("description").asText());
            }
        }
        return descriptions;
    }

    /** The rows of the tables of a page that begin with a text. */
    private static Stream<String> rows(String page, String start) throws IOException {
        return Files.readAllLines(DOCS.resolve(page)).stream().filter(line -> line.startsWith("| " + start.strip()));
    }

    private static String defaultIn(String text) {
        return DEFAULT.matcher(text).results().findFirst().orElseThrow().group(1);
    }
}
