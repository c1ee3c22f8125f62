package io.github.segments4j.benchmarks.report;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A question that users ask before they adopt this project, how the answer is measured, and what it must be: a page
 * among the resources.
 *
 * @param method the paragraph below the title, in Markdown
 * @param reference the contender that stands for the speed of the machine; empty if nothing depends on it
 * @param charts the measures that are shown as bars too
 */
public record Table(
        String title,
        String method,
        @JsonSetter(nulls = Nulls.AS_EMPTY) String reference,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Measure> charts,
        @JsonSetter(nulls = Nulls.AS_EMPTY) List<Promise> promises) {
    /** The names of this project's own contenders start with it. */
    public static final String OURS = "segments4j";

    private static final YAMLMapper YAML = new YAMLMapper();

    /**
     * What the median of a figure must be, at least or at most.
     *
     * @param relativeTo the contender whose figure it is divided by; empty if it is not divided
     */
    record Promise(
            String says,
            String setting,
            String who,
            Measure measure,
            @JsonSetter(nulls = Nulls.AS_EMPTY) String relativeTo,
            @Nullable Double atLeast,
            @Nullable Double atMost) {
        /** The statement, what was measured, and whether it is kept. */
        List<String> outcome(Figures figures) {
            double median = figures.median(setting, who, measure);
            double value = relativeTo.isEmpty() ? median : median / figures.median(setting, relativeTo, measure);
            boolean isKept = (atLeast == null || value >= atLeast) && (atMost == null || value <= atMost);
            String measured = relativeTo.isEmpty() ? measure.format(value) : String.format(Locale.ROOT, "%.2f", value);
            return Double.isNaN(value)
                    ? List.of(says, "not measured", "")
                    : List.of(says, measured, isKept ? "yes" : "**no**");
        }
    }

    /** Reads a page by its name. */
    public static Table named(String name) throws IOException {
        try (InputStream page = Table.class.getResourceAsStream("/tables/" + name + ".yaml")) {
            return YAML.readValue(page, Table.class);
        }
    }
}
