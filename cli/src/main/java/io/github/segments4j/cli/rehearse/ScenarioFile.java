package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads scenarios from a file such as {@code conformance/scenarios.yaml}. */
public final class ScenarioFile {
    private static final ObjectMapper YAML = YAMLMapper.builder()
            .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
            .build();

    private ScenarioFile() {}

    /**
     * Reads the scenarios that come with the command. The file has more, for clients that can be told more than somebody's
     * program.
     *
     * @return at least one
     * @throws IOException if they can't be read
     */
    public static List<Scenario> builtIn() throws IOException {
        try (InputStream in = Objects.requireNonNull(ScenarioFile.class.getResourceAsStream("scenarios.yaml"))) {
            List<Scenario> scenarios = new ArrayList<>();
            for (JsonNode each : YAML.readTree(in).path("scenarios")) {
                if (each.has("rehearsal")) {
                    scenarios.add(YAML.treeToValue(each, Scenario.class));
                }
            }
            return scenarios;
        }
    }

    /**
     * Reads the scenarios of a file.
     *
     * @param file a YAML file
     * @return at least one
     * @throws IOException if the file can't be read
     * @throws IllegalArgumentException if it has no scenarios, or one that is not valid
     */
    public static List<Scenario> read(Path file) throws IOException {
        List<Scenario> scenarios = new ArrayList<>();
        try (InputStream in = Files.newInputStream(file)) {
            for (JsonNode each : YAML.readTree(in).path("scenarios")) {
                scenarios.add(scenario(each, file + ", scenario " + (scenarios.size() + 1)));
            }
        } catch (JsonProcessingException e) {
            long line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            String reason = e.getOriginalMessage().strip().replaceAll("\\s+", " ");
            throw invalid(file + ", line " + line, "it is not YAML: " + reason, e);
        }
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no scenarios in " + file + ": it needs a list with the name \"scenarios\"");
        }
        return scenarios;
    }

    private static Scenario scenario(JsonNode node, String place) {
        if (!node.path("name").isTextual()) {
            throw invalid(place, "a scenario needs a name", null);
        }
        try {
            Scenario scenario = YAML.treeToValue(node, Scenario.class);
            scenario.builder(); // It refuses settings and faults that are not valid.
            return scenario;
        } catch (UnrecognizedPropertyException e) {
            String reason = "there is no field \"" + e.getPropertyName() + "\"; there is " + e.getKnownPropertyIds();
            throw invalid(place, reason, e);
        } catch (JsonMappingException e) {
            throw invalid(place, wrongValue(e), e);
        } catch (JsonProcessingException e) {
            throw invalid(place, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw invalid(place, String.valueOf(e.getMessage()), e);
        }
    }

    /** Jackson's own message names classes. */
    private static String wrongValue(JsonMappingException e) {
        String field = e.getPath().stream()
                .map(Reference::getFieldName)
                .filter(Objects::nonNull)
                .collect(Collectors.joining("."));
        if (!(e instanceof InvalidFormatException wrong)) {
            return "the field " + field + " has a value of the wrong kind";
        }
        Object[] constants = wrong.getTargetType().getEnumConstants();
        String choice = constants == null
                ? ""
                : "; it can be "
                        + Stream.of(constants)
                                .map(each -> each.toString().toLowerCase(Locale.ROOT))
                                .collect(Collectors.joining(", "));
        return "the field " + field + " can't be \"" + wrong.getValue() + '"' + choice;
    }

    private static IllegalArgumentException invalid(String place, String reason, @Nullable Exception cause) {
        return new IllegalArgumentException("the scenarios are not valid: " + place + ": " + reason, cause);
    }
}
