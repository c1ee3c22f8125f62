package io.github.segments4j.generate;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import java.io.IOException;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
    private static final Path OPENAPI = Path.of("../openapi");

    @Test
    void namesComeFromTheTitle() throws IOException {
        assertThat(settings("java", "Warehouse orders API").path("invokerPackage"))
                .hasToString("\"warehouseorders.client\"");
        assertThat(settings("python", "Warehouse orders API").at("/additionalProperties/packageName"))
                .hasToString("\"warehouse_orders_client\"");
        assertThat(settings("csharp", "Warehouse orders API").at("/additionalProperties/packageName"))
                .hasToString("\"WarehouseOrdersClient\"");
    }

    @Test
    void aTitleWithTheNameOfThisProjectIsUsedOnce() throws IOException {
        assertThat(settings("java", "Customer Segments API").path("groupId")).hasToString("\"customersegments\"");
        assertThat(settings("rust", "Customer Segments API").at("/additionalProperties/packageName"))
                .hasToString("\"customer-segments-client\"");
        assertThat(settings("python", "Customer Segments API").at("/additionalProperties/packageName"))
                .hasToString("\"customer_segments_client\"");
        assertThat(settings("csharp", "Customer Segments API").at("/additionalProperties/packageName"))
                .hasToString("\"CustomerSegmentsClient\"");
    }

    @ParameterizedTest
    @CsvSource({"Public API, public", "Interface, interface", "import api, import", "True API, true"})
    void aKeywordOfJavaIsNotAPackage(String title, String word) throws IOException {
        assertThat(settings("java", title).path("apiPackage")).hasToString("\"" + word + "api.client.api\"");
        assertThat(settings("java", title).path("artifactId")).hasToString("\"" + word + "-api-generated\"");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"import", "type", "map", "main", "internal", "vendor", "func", "init", "documentation", "con"})
    void aReservedNameOfGoIsNotAPackage(String word) throws IOException {
        JsonNode settings = settings("go", word + " API");

        assertThat(settings.at("/additionalProperties/packageName")).hasToString("\"" + word + "api\"");
        assertThat(settings.path("gitUserId")).hasToString("\"" + word + "api\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"fun", "object", "interface", "typealias", "kotlin"})
    void aReservedNameOfKotlinIsNotAPackage(String word) throws IOException {
        assertThat(settings("kotlin", word + " API").at("/additionalProperties/packageName"))
                .hasToString("\"" + word + "api.client\"");
    }

    @Test
    void aTitleThatOnlyStartsWithAReservedNameIsKept() throws IOException {
        assertThat(settings("go", "Internal orders API").at("/additionalProperties/packageName"))
                .hasToString("\"internalorders\"");
    }

    @ParameterizedTest
    @CsvSource({"MIT, MIT", "The Zoo's own License,"})
    void onlyALicenseWithAnIdentifierNamesThatOfThePackage(String name, @Nullable String expected) throws IOException {
        JsonNode settings = settings("python", """
                {"info": {"title": "Zoo API", "license": {"name": "%s"}}}
                """.formatted(name));

        assertThat(settings.at("/additionalProperties/spdxLicense").textValue()).isEqualTo(expected);
    }

    @Test
    void aNameThatCannotBeUsedIsReplacedInAnySpelling() throws IOException {
        JsonNode settings = settings("rust", """
                {"info": {"title": "A"},
                 "paths": {"/a": {"get": {"operationId": "Yield"}, "post": {"operationId": "yields"}}},
                 "components": {"schemas": {"hash_map": {}, "STRING": {}}}}
                """);

        assertThat(settings.at("/operationIdNameMappings/Yield")).hasToString("\"call_yield\"");
        assertThat(settings.at("/operationIdNameMappings").has("yields")).isFalse();
        assertThat(settings.at("/modelNameMappings/STRING")).hasToString("\"ModelString\"");
    }

    @Test
    void aValueOfAnEnumThatTheGeneratorCannotNameIsNamedByItsCharacters() throws IOException {
        JsonNode settings = settings("rust", """
                {"info": {"title": "A"}, "paths": {"a": {"enum": ["é", "->", "<=", "", "x-y", 5]}}}
                """);

        assertThat(settings.path("enumNameMappings")).hasToString("{\"é\":\"U00E9\",\"->\":\"U002DU003E\"}");
    }

    /** The document is JSON, or a title. */
    private static JsonNode settings(String language, String document) throws IOException {
        ObjectMapper yaml = new ObjectMapper(new YAMLFactory());
        JsonNode root = document.startsWith("{")
                ? yaml.readTree(document)
                : yaml.createObjectNode().set("info", yaml.createObjectNode().put("title", document));
        return yaml.readTree(new Settings(OPENAPI, language).text(new Document(root)));
    }
}
