package io.github.segments4j.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** What an IDE knows about the properties. */
class MetadataTest {
    @Test
    void everyPropertyIsDescribed() throws IOException {
        Map<String, String> described = new TreeMap<>();
        for (JsonNode property : metadata().get("properties")) {
            described.put(
                    property.get("name").asText(), property.path("description").asText());
        }

        List<String> expected = Arrays.stream(SegmentsProperties.class.getRecordComponents())
                .map(component -> "segments."
                        + component.getName().replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT))
                .toList();
        assertThat(described)
                .containsKeys(expected.toArray(String[]::new))
                .containsKey("management.health.segments.enabled");
        assertThat(described).hasSize(expected.size() + 1);
        assertThat(described.values()).allSatisfy(text -> assertThat(text).endsWith("."));
    }

    private static JsonNode metadata() throws IOException {
        try (InputStream file =
                SegmentsProperties.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return new ObjectMapper().readTree(file);
        }
    }
}
