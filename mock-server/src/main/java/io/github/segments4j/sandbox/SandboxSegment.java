package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.Segment;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A segment as {@code GET /segments} serves it.
 *
 * @param fields all of its fields, in the order in which they are served; a value is text, a {@link java.math.BigDecimal},
 *     a {@link Boolean}, an empty {@link Optional} for {@code null}, or a list or map of those
 */
public record SandboxSegment(Map<String, Object> fields) {
    static SandboxSegment of(Segment segment) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", segment.id());
        fields.put("name", segment.name());
        fields.putAll(segment.optional());
        return new SandboxSegment(Collections.unmodifiableMap(fields));
    }

    /** {@return the id, which no other segment of the tenant has} */
    public String id() {
        return text("id").orElseThrow();
    }

    /** {@return the name} */
    public String name() {
        return text("name").orElseThrow();
    }

    /** {@return the status; empty if the segment was read from a file without one} */
    public Optional<String> status() {
        return text("status");
    }

    private Optional<String> text(String field) {
        return Optional.ofNullable(fields.get(field))
                .filter(String.class::isInstance)
                .map(String.class::cast);
    }
}
