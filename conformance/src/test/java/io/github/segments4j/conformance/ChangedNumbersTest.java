package io.github.segments4j.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Generates the clients from a contract in which every number of the extensions is another one. */
class ChangedNumbersTest {
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Path TEMPLATES = Path.of("../openapi/templates");
    private static final Path RUNTIME = Path.of("../openapi/runtime");
    private static final List<String> EXTENSIONS = List.of("x-paging", "x-rate-limit", "x-retries");

    /**
     * A status or a round number that also has another meaning in the templates: the kind of an error, milliseconds in a
     * second, the time limit of one attempt, the version of a library, an example.
     */
    private static final List<String> WITH_ANOTHER_MEANING =
            List.of("5", "8", "10", "100", "0.3", "0.5", "429", "500", "503", "599", "1000", "30000");

    @TempDir
    Path folder;

    private final Map<String, JsonNode> before = new LinkedHashMap<>();
    private final Map<String, JsonNode> after = new LinkedHashMap<>();
    private Path changed;

    @BeforeEach
    void changeEveryNumberOfTheContract() throws IOException {
        JsonNode document = YAML.readTree(Files.readString(Clients.CONTRACT));
        ObjectNode operation = (ObjectNode) document.at("/paths/~1segments/get");
        for (String extension : EXTENSIONS) {
            change(extension, (ObjectNode) operation.get(extension));
        }
        ObjectNode version = (ObjectNode) document.at("/components/parameters/ApiVersionHeader/schema");
        before.put("the API version", version.get("default"));
        after.put("the API version", TextNode.valueOf("2031-07-19"));
        version.put("default", "2031-07-19");
        changed = Files.writeString(folder.resolve("contract.yaml"), YAML.writeValueAsString(document));
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "kotlin", "python", "rust", "typescript"})
    void everyGeneratedClientHasTheChangedNumbers(String language) throws IOException {
        Clients.generate(language, changed, folder.resolve("client"));

        String sources = sources(folder.resolve("client"));
        assertThat(after.keySet().stream()
                        .filter(field -> !word(Objects.requireNonNull(after.get(field)))
                                .matcher(sources)
                                .find()))
                .as("numbers that the client does not take from the contract")
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"go", "kotlin", "python", "rust", "typescript"})
    void noTemplateOrSourceRepeatsANumberOfTheContract(String language) throws IOException {
        Path runtime = RUNTIME.resolve(language);
        try (Stream<Path> templates = Files.walk(TEMPLATES.resolve(language));
                Stream<Path> sources = Files.exists(runtime) ? Files.walk(runtime) : Stream.empty()) {
            List<Path> files = Stream.concat(templates, sources)
                    .filter(Files::isRegularFile)
                    .filter(file -> !file.toString().matches(".*/(tests?|target|node_modules)/.*"))
                    .toList();
            for (Path template : files) {
                String text = Files.readString(template);
                before.forEach((field, number) -> {
                    if (!WITH_ANOTHER_MEANING.contains(number.asText())) {
                        assertThat(text).as("%s in %s", field, template).doesNotContainPattern(word(number));
                    }
                });
            }
        }
    }

    /** Underscores are allowed between the digits. */
    private static Pattern word(JsonNode number) {
        return Pattern.compile(
                "(?<![\\w.])" + String.join("_?", number.asText().split("")).replace(".", "\\.") + "(?![0-9])");
    }

    private void change(String path, ObjectNode node) {
        for (Map.Entry<String, JsonNode> field : node.properties()) {
            String inner = path + "." + field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject()) {
                change(inner, (ObjectNode) value);
            } else if (value.isNumber()) {
                field.setValue(another(inner, value));
            } else if (value.isArray() && value.path(0).isNumber()) {
                ArrayNode numbers = (ArrayNode) value;
                for (int i = 0; i < numbers.size(); i++) {
                    numbers.set(i, another(inner + "[" + i + "]", numbers.get(i)));
                }
            }
        }
    }

    /** Returns a number that no other field has. */
    private JsonNode another(String field, JsonNode number) {
        int count = after.size() + 1;
        JsonNode other = number.isInt() ? IntNode.valueOf(70_000 + count) : DoubleNode.valueOf((70_000 + count) / 1e5);
        before.put(field, number);
        after.put(field, Objects.requireNonNull(other));
        return other;
    }

    private static String sources(Path client) throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.walk(client)) {
            for (Path file : files.filter(each -> each.toString().matches(".*\\.(go|kt|py|rs|ts)"))
                    .toList()) {
                // A comment that repeats a number does not use it.
                all.append(Files.readString(file).replaceAll("(?m)^\\s*(//|#|/?\\*).*", ""));
            }
        }
        return all.toString();
    }
}
