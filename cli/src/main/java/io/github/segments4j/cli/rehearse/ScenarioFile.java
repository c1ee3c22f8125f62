package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

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
                Scenario scenario = YAML.treeToValue(each, Scenario.class);
                scenario.builder(); // It refuses settings and faults that are not valid.
                scenarios.add(scenario);
            }
        } catch (UnrecognizedPropertyException e) {
            throw invalid(
                    file, "there is no field \"" + e.getPropertyName() + "\"; there is " + e.getKnownPropertyIds(), e);
        } catch (JsonProcessingException e) {
            throw invalid(file, e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw invalid(file, String.valueOf(e.getMessage()), e);
        }
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException(
                    "there are no scenarios in " + file + ": it needs a list with the name \"scenarios\"");
        }
        return scenarios;
    }

    private static IllegalArgumentException invalid(Path file, String reason, Exception cause) {
        return new IllegalArgumentException("the scenarios in " + file + " are not valid: " + reason, cause);
    }
}
