package io.github.segments4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.swagger.v3.core.util.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GeneratorInputTest {
    @TempDir
    Path folder;

    @Test
    void valuesOfEnumsAreEscapedAsStringsOfKotlin() throws IOException {
        JsonNode schema = schema("kotlin", "type: string, enum: ['\"a\"', '$b', 'c\\d', e], default: $b");

        assertThat(schema.path("enum"))
                .extracting(JsonNode::asText)
                .containsExactly("\\\"a\\\"", "\\$b", "c\\\\d", "e");
        assertThat(schema.path("default").asText()).isEqualTo("\\$b");
    }

    @Test
    void aDefaultIsNoTemplateOfKotlin() throws IOException {
        JsonNode schema = schema("kotlin", "type: string, default: 'a \"b\" $c'");

        assertThat(schema.path("default").asText()).isEqualTo("a \"b\" ${'$'}c");
    }

    @Test
    void otherLanguagesGetTheTextsAsTheyAre() throws IOException {
        JsonNode schema = schema("go", "type: string, enum: ['$b'], default: $b");

        assertThat(schema.path("enum").path(0).asText()).isEqualTo("$b");
        assertThat(schema.path("default").asText()).isEqualTo("$b");
    }

    private JsonNode schema(String language, String schema) throws IOException {
        Path contract = Files.writeString(folder.resolve("contract.yaml"), """
                openapi: 3.0.3
                info: { title: Rows, version: '1' }
                paths: {}
                components:
                  schemas:
                    Text: { %s }
                """.formatted(schema));
        JsonNode input = Json.mapper().valueToTree(GeneratorInput.of(Document.model(contract), language));
        return input.at("/components/schemas/Text");
    }
}
