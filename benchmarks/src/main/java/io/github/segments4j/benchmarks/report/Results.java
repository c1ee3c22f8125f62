package io.github.segments4j.benchmarks.report;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.sun.management.OperatingSystemMXBean;
import io.github.segments4j.benchmarks.report.Figures.Figure;
import io.github.segments4j.benchmarks.report.Session.Scale;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The raw data of a table. Its file has one line of JSON for the machine, for each remark and for each figure. */
public record Results(Head head, List<String> remarks, Figures figures) {
    /** A baseline may have measures that are no longer taken. */
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.READ_UNKNOWN_ENUM_VALUES_AS_NULL)
            .build();

    record Head(String machine, Scale scale) {}

    private record Remark(String remark) {}

    static String machineNow() {
        OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        return String.format(
                Locale.ROOT,
                "%d cores, %.0f GB of memory, load %.1f at the start, JDK %s, %s %s",
                system.getAvailableProcessors(),
                system.getTotalMemorySize() / 1e9,
                system.getSystemLoadAverage(),
                Runtime.version(),
                system.getName(),
                system.getArch());
    }

    public static Results read(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file);
        List<String> remarks = new ArrayList<>();
        List<Figure> figures = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            JsonNode node = JSON.readTree(line);
            if (node.has("remark")) {
                remarks.add(node.get("remark").asText());
            } else {
                figures.add(JSON.treeToValue(node, Figure.class));
            }
        }
        figures.removeIf(figure -> figure.measure() == null);
        return new Results(JSON.readValue(lines.get(0), Head.class), remarks, new Figures(figures));
    }

    public void write(Path file) throws IOException {
        List<Object> values = new ArrayList<>(List.of(head));
        remarks.forEach(remark -> values.add(new Remark(remark)));
        values.addAll(figures.all());
        List<String> lines = new ArrayList<>();
        for (Object value : values) {
            lines.add(JSON.writeValueAsString(value));
        }
        Files.createDirectories(file.toAbsolutePath().getParent());
        Files.write(file, lines);
    }

    /** The figures and remarks, in Markdown. */
    public String text() {
        String remarksText = remarks.isEmpty() ? "" : String.join("\n", remarks) + "\n\n";
        return head.machine() + ".\n\n" + MarkdownTable.of(figures) + remarksText;
    }

    /** The outcome of each promise of a table. A smoke run says nothing about them. */
    public List<List<String>> outcomes(Table table) {
        List<Table.Promise> promises = head.scale() == Scale.SMOKE ? List.of() : table.promises();
        return promises.stream().map(promise -> promise.outcome(figures)).toList();
    }
}
