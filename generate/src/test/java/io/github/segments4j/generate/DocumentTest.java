package io.github.segments4j.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DocumentTest {
    private static final String HEAD = "openapi: %s\ninfo: { title: Small API, version: 1.0.0 }\n";

    @TempDir
    Path folder;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
          ~~                               | is not a document of OpenAPI 3.0 or 3.1
          text                             | is not a document of OpenAPI 3.0 or 3.1
          a: [b                            | is not a document of OpenAPI 3.0 or 3.1: while parsing a flow sequence
          openapi: 3.2.0                   | is not a document of OpenAPI 3.0 or 3.1
          swagger: '2.0'                   | Convert a document of Swagger 2.0 first
          openapi: 3.0.3                   | is not valid: attribute info is missing; attribute paths is missing
          """)
    void anotherDocumentIsRefusedWithASentence(String text, String sentence) throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), text);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Document.read(file))
                .withMessageStartingWith(file + " is not ")
                .withMessageContaining(sentence);
    }

    @Test
    void aReferenceThatLeadsNowhereIsNamed() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema("3.0.3", "{ $ref: 'gone.yaml#/Row' }"))
                .withMessageContaining("gone.yaml");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> schema("3.0.3", "{ $ref: '#/components/schemas/Row' }"))
                .withMessageContaining("the schema Row is only a reference to itself");
    }

    @Test
    void aReferenceToAnotherFileIsFollowed() throws IOException {
        Files.writeString(folder.resolve("parts.yaml"), "Id: { type: string }");

        JsonNode row = schema("3.0.3", "{ type: object, properties: { id: { $ref: 'parts.yaml#/Id' } } }");

        assertThat(row.at("/properties/id/$ref")).hasToString("\"#/components/schemas/Id\"");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
          { type: [string, 'null'] }                        | { type: string, nullable: true }
          { type: [string, integer] }                       | { anyOf: [ { type: string }, { type: integer } ] }
          { type: [array, 'null'], items: { type: [integer, 'null'] } } | { type: array, nullable: true, items: { type: integer, nullable: true } }
          { const: a }                                      | { type: string, enum: [a] }
          { type: integer, const: 1 }                       | { type: integer, enum: [1] }
          { type: number, exclusiveMinimum: 0 }             | { type: number, minimum: 0, exclusiveMinimum: true }
          { type: string, examples: [a, b] }                | { type: string, example: a }
          { oneOf: [ { $ref: '#/components/schemas/Other' }, { type: 'null' } ] } | { allOf: [ { $ref: '#/components/schemas/Other' } ], nullable: true }
          { anyOf: [ { type: string }, { type: 'null' } ] } | { type: string, nullable: true }
          { $ref: '#/components/schemas/Other', description: a } | { $ref: '#/components/schemas/Other' }
          { type: string, contentEncoding: base64 }         | { type: string, format: byte }
          { type: array, prefixItems: [ { type: string } ] } | { type: array, items: {} }
          true                                              | {}
          """)
    void aSchemaOfOpenApi31IsReadAsOneOf30(String schema, String expected) throws IOException {
        assertThat(schema("3.1.0", "{ type: object, properties: { id: " + schema + " } }")
                        .at("/properties/id"))
                .isEqualTo(yaml(expected));
    }

    @Test
    void theRestOfADocumentOfOpenApi31IsReadAsOneOf30() throws IOException {
        Path file = Files.writeString(folder.resolve("contract.yaml"), """
              openapi: 3.1.0
              jsonSchemaDialect: https://json-schema.org/draft/2020-12/schema
              info: { title: Small API, version: 1.0.0, summary: Small, license: { name: MIT, identifier: MIT } }
              webhooks: { row: { post: { responses: { '200': { description: ok } } } } }
              """);

        JsonNode root = Document.read(file).root();

        assertThat(root.properties())
                .extracting(field -> field.getKey())
                .doesNotContain("webhooks", "jsonSchemaDialect");
        assertThat(root.path("openapi").asText()).isEqualTo("3.0.3");
        assertThat(root.path("info")).isEqualTo(yaml("{ title: Small API, version: 1.0.0, license: { name: MIT } }"));
    }

    private JsonNode schema(String version, String row) throws IOException {
        String text = HEAD.formatted(version) + "paths: {}\ncomponents:\n  schemas:\n    Row: " + row
                + "\n    Other: { type: object }\n";
        Path file = Files.writeString(folder.resolve("contract.yaml"), text);
        // Written and read again: numbers are of the same types then.
        return yaml(Document.read(file).root().at("/components/schemas/Row").toString());
    }

    private static JsonNode yaml(String text) throws IOException {
        return new ObjectMapper(new YAMLFactory()).readTree(text);
    }
}
