package io.github.segments4j.cli.rehearse;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
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
     * Reads the scenarios that come with the command.
     *
     * @return at least one
     * @throws IOException if they can't be read
     */
    public static List<Scenario> builtIn() throws IOException {
        try (InputStream in = Objects.requireNonNull(ScenarioFile.class.getResourceAsStream("scenarios.yaml"))) {
            return scenarios(YAML.readTree(in));
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
        try (InputStream in = Files.newInputStream(file)) {
            return scenarios(YAML.readTree(in));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(file + " is not a file of scenarios: " + e.getOriginalMessage(), e);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(file + ": " + e.getMessage(), e);
        }
    }

    /** If some have the field rehearsal, the others are for clients that can be told more than a program of others. */
    private static List<Scenario> scenarios(JsonNode file) throws JsonProcessingException {
        JsonNode all = file.path("scenarios");
        boolean isMarked = !all.findValues("rehearsal").isEmpty();
        List<Scenario> scenarios = new ArrayList<>();
        for (JsonNode each : all) {
            if (!isMarked || each.has("rehearsal")) {
                scenarios.add(YAML.treeToValue(each, Scenario.class));
            }
        }
        if (scenarios.isEmpty()) {
            throw new IllegalArgumentException("there are no scenarios: it needs a list with the name \"scenarios\"");
        }
        return scenarios;
    }
}
