package io.github.segments4j;

import io.github.segments4j.model.Segment;
import java.math.BigDecimal;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A segment that differs between two listings. Immutable.
 *
 * @param before the segment in the earlier listing
 * @param after the segment of the same id in the later listing
 */
public record SegmentChange(Segment before, Segment after) {
    /** {@return the id of the segment} */
    public String id() {
        return after.id();
    }

    /**
     * The names of the fields that differ, such as {@code name} for a segment that was renamed. A field that is null is the
     * same as one that is absent, and numbers are compared by value: 1 is the same as 1.0.
     *
     * @return an unmodifiable set: the fields of {@code after} in its order, then those that only {@code before} has
     */
    public Set<String> fields() {
        Map<String, @Nullable Object> old = before.fields();
        Map<String, @Nullable Object> current = after.fields();
        Set<String> names = new LinkedHashSet<>(current.keySet());
        names.addAll(old.keySet());
        names.removeIf(name -> isSame(old.get(name), current.get(name)));
        return Collections.unmodifiableSet(names);
    }

    /** As JSON sees it: the order of the fields of an object makes no difference. */
    private static boolean isSame(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number && b instanceof Number) {
            return a.equals(b) || new BigDecimal(a.toString()).compareTo(new BigDecimal(b.toString())) == 0;
        }
        if (a instanceof Map<?, ?> one && b instanceof Map<?, ?> other) {
            return one.keySet().equals(other.keySet())
                    && one.entrySet().stream().allMatch(field -> isSame(field.getValue(), other.get(field.getKey())));
        }
        if (a instanceof List<?> one && b instanceof List<?> other) {
            if (one.size() != other.size()) {
                return false;
            }
            for (int i = 0; i < one.size(); i++) {
                if (!isSame(one.get(i), other.get(i))) {
                    return false;
                }
            }
            return true;
        }
        return Objects.equals(a, b);
    }
}
