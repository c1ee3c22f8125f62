package io.github.segments4j.cli.verify.report;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.github.segments4j.cli.output.PrintableText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The findings of an earlier report, read from its JSON. */
public final class EarlierReport {
    /** A finding, and the check that made it. */
    private record Entry(String check, Finding finding) {}

    private final List<Entry> entries;

    private EarlierReport(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * Reads a report.
     *
     * @param file what {@code segments verify --format json} has written
     * @return its findings, and those that it knew from a report before it
     * @throws IllegalArgumentException if the file is not there, or is something else
     * @throws IOException if the file can't be read
     */
    public static EarlierReport read(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new IllegalArgumentException("there is no report " + file + " to compare with: make one with segments"
                    + " verify --format json --output " + file);
        }
        if (Files.isDirectory(file)) {
            throw notAReport(file);
        }
        JsonNode root;
        try {
            root = new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (JacksonException e) {
            throw notAReport(file);
        }
        if (!root.path("findings").isArray() || !root.path("checks").isArray()) {
            throw notAReport(file);
        }
        List<Entry> entries = new ArrayList<>();
        for (String list : List.of("findings", "known")) {
            for (JsonNode finding : root.path(list)) {
                entries.add(entry(finding).orElseThrow(() -> notAReport(file)));
            }
        }
        return new EarlierReport(entries);
    }

    private static IllegalArgumentException notAReport(Path file) {
        return new IllegalArgumentException(
                "the file " + file + " is not a JSON report of segments verify, or is damaged:"
                        + " make one with segments verify --format json --output " + file);
    }

    private static Optional<Entry> entry(JsonNode json) {
        Optional<Severity> severity = Stream.of(Severity.values())
                .filter(value -> value.toString().equals(json.path("severity").asText()))
                .findFirst();
        boolean isComplete = Stream.of("code", "subject", "check", "request", "contract", "actual")
                .allMatch(field -> json.path(field).isTextual());
        if (severity.isEmpty() || !isComplete) {
            return Optional.empty();
        }
        Finding finding = new Finding(
                text(json, "code"),
                Optional.of(text(json, "subject")).filter(subject -> !subject.isEmpty()),
                severity.get(),
                text(json, "request"),
                text(json, "contract"),
                text(json, "actual"));
        return Optional.of(new Entry(text(json, "check"), finding));
    }

    private static String text(JsonNode json, String field) {
        return PrintableText.of(json.path(field).asText());
    }

    /** Whether it has a finding. */
    boolean has(Finding finding) {
        return entries.stream().anyMatch(entry -> entry.finding().isLike(finding));
    }

    /** The findings of one check. */
    List<Finding> findings(String check) {
        return entries.stream()
                .filter(entry -> entry.check().equals(check))
                .map(Entry::finding)
                .toList();
    }

    /** All findings. */
    List<Finding> findings() {
        return entries.stream().map(Entry::finding).toList();
    }
}
