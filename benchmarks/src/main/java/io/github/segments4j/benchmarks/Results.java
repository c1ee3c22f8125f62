package io.github.segments4j.benchmarks;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The raw data of one table: a line of JSON for the machine, and one for each figure and each remark. */
final class Results {
    private static final JsonMapper JSON = new JsonMapper();

    private final String machine;
    private final Scale scale;
    private final List<Figure> figures = new ArrayList<>();
    private final List<String> remarks = new ArrayList<>();

    Results(String machine, Scale scale) {
        this.machine = machine;
        this.scale = scale;
    }

    static Results read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        JsonNode head = JSON.readTree(lines.get(0));
        Results results = new Results(
                head.get("machine").asText(), Scale.valueOf(head.get("scale").asText()));
        for (String line : lines.subList(1, lines.size())) {
            JsonNode read = JSON.readTree(line);
            if (read.has("remark")) {
                results.remark(read.get("remark").asText());
            } else {
                results.add(
                        read.get("setting").asText(),
                        read.get("who").asText(),
                        Measure.valueOf(read.get("measure").asText()),
                        read.get("value").asDouble());
            }
        }
        return results;
    }

    void write(Path file) throws IOException {
        List<String> lines = new ArrayList<>();
        lines.add(JSON.createObjectNode()
                .put("machine", machine)
                .put("scale", scale.name())
                .toString());
        remarks.forEach(remark ->
                lines.add(JSON.createObjectNode().put("remark", remark).toString()));
        figures.forEach(figure -> lines.add(json(figure).toString()));
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    private static ObjectNode json(Figure figure) {
        return JSON.createObjectNode()
                .put("setting", figure.setting())
                .put("who", figure.who())
                .put("measure", figure.measure().name())
                .put("value", figure.value());
    }

    void add(String setting, String who, Measure measure, double value) {
        add(new Figure(setting, who, measure, value));
    }

    void add(Figure figure) {
        figures.add(figure);
    }

    /** A figure that a process of ours prints, as {@link #line} makes it. */
    void add(String line) {
        String[] words = line.split("\t", -1);
        add(words[0], words[1], Measure.valueOf(words[2]), Double.parseDouble(words[3]));
    }

    static String line(String setting, String who, Measure measure, double value) {
        return String.join("\t", setting, who, measure.name(), Double.toString(value));
    }

    /** What a reader of the figures has to know, such as what is not on this machine. */
    void remark(String remark) {
        remarks.add(remark);
    }

    String machine() {
        return machine;
    }

    Scale scale() {
        return scale;
    }

    List<String> remarks() {
        return List.copyOf(remarks);
    }

    Medians medians() {
        return new Medians(figures);
    }
}
