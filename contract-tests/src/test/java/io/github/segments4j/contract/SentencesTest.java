package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/**
 * The prose of the contract, and prose elsewhere that repeats a number of it, held against {@code sentences.txt}. No
 * program reads a sentence, so nothing else notices when its number or its rule is wrong. A placeholder in that file is
 * a number of the contract's extensions, or the contract's version.
 */
class SentencesTest {
    private static final Path ROOT = Path.of("..");
    private static final String CONTRACT = "openapi/segments.yaml";
    private static final Set<String> PROSE = Set.of("title", "summary", "description", "message");
    private static final Pattern END = Pattern.compile("(?<=[.!?])\\s+");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{(version|x-[a-zA-Z.-]+)(/[0-9]+)?}");

    private final JsonNode contract = Yaml.document(read(ROOT.resolve(CONTRACT)));
    private final Map<String, List<String>> expected = expected();

    @Test
    void theContractSaysWhatItHasToSay() {
        Map<String, String> said = new LinkedHashMap<>();
        prose(contract, "", said);

        List<String> agreed = Objects.requireNonNull(expected.get(CONTRACT));
        assertThat(said.entrySet().stream()
                        .filter(sentence -> !agreed.contains(sentence.getValue()))
                        .map(sentence -> sentence.getKey() + " says: " + sentence.getValue()))
                .as("sentences of the contract that sentences.txt does not have")
                .isEmpty();
        assertThat(agreed.stream().filter(sentence -> !said.containsValue(sentence)))
                .as("sentences of sentences.txt that the contract does not have")
                .isEmpty();
    }

    @Test
    void theDocumentationRepeatsTheNumbersOfTheContract() {
        List<String> missing = new ArrayList<>();
        expected.forEach((file, sentences) -> {
            if (!file.equals(CONTRACT)) {
                String text = oneLine(read(ROOT.resolve(file)));
                sentences.stream()
                        .filter(sentence -> !text.contains(sentence))
                        .forEach(sentence -> missing.add(file + " does not say: " + sentence));
            }
        });
        assertThat(missing).isEmpty();
    }

    private static void prose(JsonNode node, String place, Map<String, String> said) {
        node.properties().forEach(field -> {
            String inner = place + "/" + field.getKey().replace("~", "~0").replace("/", "~1");
            if (PROSE.contains(field.getKey()) && field.getValue().isTextual()) {
                String[] sentences = END.split(field.getValue().asText().strip().replaceAll("\\s+", " "), -1);
                for (int i = 0; i < sentences.length; i++) {
                    said.put(inner + (i == 0 ? "" : ", sentence " + (i + 1)), sentences[i]);
                }
            } else {
                prose(field.getValue(), inner, said);
            }
        });
    }

    /** Joins lines, without the marks of Javadoc and of comments, and the parts of a Java text. */
    private static String oneLine(String text) {
        return text.replaceAll("\"\\s*\\+\\s*\"", "")
                .replaceAll("\n\\s*(\\*|//|#)?\\s*", " ")
                .replaceAll(" +", " ");
    }

    /** A line that starts with two equals signs names a file; the lines after it are sentences of that file. */
    private Map<String, List<String>> expected() {
        Map<String, List<String>> sentences = new LinkedHashMap<>();
        List<String> current = new ArrayList<>();
        for (String line : resource("sentences.txt").lines().toList()) {
            if (line.startsWith("== ")) {
                current = new ArrayList<>();
                sentences.put(line.substring(3), current);
            } else if (!line.isBlank() && !line.startsWith("#")) {
                current.add(PLACEHOLDER.matcher(line).replaceAll(this::number));
            }
        }
        return sentences;
    }

    private String number(MatchResult placeholder) {
        if (placeholder.group(1).equals("version")) {
            return contract.at("/info/version").asText();
        }
        JsonNode number =
                contract.at("/paths/~1segments/get/" + placeholder.group(1).replace('.', '/'));
        assertThat(number.isNumber())
                .as("%s is a number of the contract", placeholder.group(1))
                .isTrue();
        BigDecimal divisor = placeholder.group(2) == null
                ? BigDecimal.ONE
                : new BigDecimal(placeholder.group(2).substring(1));
        return number.decimalValue()
                .divide(divisor, 3, RoundingMode.UNNECESSARY)
                .stripTrailingZeros()
                .toPlainString();
    }

    private static String resource(String name) {
        try (InputStream in = Objects.requireNonNull(SentencesTest.class.getResourceAsStream(name), name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
