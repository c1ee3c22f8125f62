package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.model.Segment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentChangesTest {
    private static final Segment A = segment("a", "A");
    private static final Segment B = segment("b", "B");

    @Test
    void segmentsAreAddedRemovedAndChangedById() {
        SegmentChanges changes = SegmentChanges.between(
                List.of(A, B, segment("c", "C")), List.of(segment("d", "D"), segment("c", "C"), segment("a", "new")));

        assertThat(changes.added()).containsExactly(segment("d", "D"));
        assertThat(changes.removed()).containsExactly(B);
        assertThat(changes.changed()).containsExactly(new SegmentChange(A, segment("a", "new")));
        assertThat(changes.changed().map(SegmentChange::id)).containsExactly("a");
        assertThat(changes.changed().map(SegmentChange::fields)).containsExactly(Collections.singleton("name"));
        assertThat(changes.isEmpty()).isFalse();
    }

    @Test
    void theOrderOfRowsAndOfFieldsMakesNoDifference() {
        Segment one = segment("a", "A", "x", Map.of("k", 1, "l", List.of(1, 2)), "y", "z");
        Segment other = Segment.builder()
                .field("y", "z")
                .field("x", new LinkedHashMap<>(Map.of("l", List.of(1, 2), "k", 1)))
                .name("A")
                .id("a")
                .build();

        assertThat(SegmentChanges.between(List.of(one, B), List.of(B, other)).isEmpty())
                .isTrue();
    }

    @Test
    void aNullFieldIsTheSameAsAnAbsentOneAndNumbersAreComparedByValue() {
        Segment one = segment("a", "A", "status", null, "score", new BigDecimal("1.10"), "n", 1);
        Segment other = segment("a", "A", "score", new BigDecimal("1.1"), "n", 1L, "x", null);

        assertThat(SegmentChanges.between(List.of(one), List.of(other)).isEmpty())
                .isTrue();
    }

    @Test
    void anyOtherDifferenceIsAChange() {
        Segment empty = segment("a", "A", "x", "");
        List<Segment> different = List.of(
                segment("a", "A"),
                segment("a", "a", "x", ""),
                segment("a", "A", "x", 0),
                segment("a", "A", "x", List.of()),
                segment("a", "A", "x", Map.of()),
                segment("a", "A", "y", ""),
                segment("a", "A", "x", "\uD800"),
                segment("a", "A", "x", "\\ud800"));

        for (Segment other : different) {
            assertThat(SegmentChanges.between(List.of(empty), List.of(other)).changed())
                    .containsExactly(new SegmentChange(empty, other));
        }
        assertThat(SegmentChanges.between(different.subList(6, 7), different.subList(7, 8))
                        .isEmpty())
                .isFalse();
    }

    @Test
    void idsOfWhichOneIsTheBeginningOfAnotherAreDifferent() {
        List<Segment> before =
                List.of(segment("", "x"), segment("a", "x"), segment("a\"", "x"), segment("\uD83D", "x"));
        List<Segment> after = List.of(segment("ab", "x"), segment("a\\", "x"), segment("\uD83D\uDE00", "x"));

        SegmentChanges changes = SegmentChanges.between(before, after);

        assertThat(changes.removed().toList()).isEqualTo(before);
        assertThat(changes.added().toList()).isEqualTo(after);
    }

    @Test
    void ofAnIdThatComesTwiceTheLastRowCountsAndTheIdIsReported() {
        SegmentChanges changes = SegmentChanges.between(
                List.of(A, B, segment("a", "old")), List.of(segment("a", "x"), B, B, segment("a", "old"), B));

        assertThat(changes.isEmpty()).isTrue();
        assertThat(changes.repeatedBefore()).containsExactly("a");
        assertThat(changes.repeatedAfter()).containsExactly("a", "b");
        assertThat(SegmentChanges.between(List.of(), List.of(A, A)).added()).containsExactly(A);
        assertThat(SegmentChanges.between(List.of(A, B), List.of(B, A)).repeatedAfter())
                .isEmpty();
    }

    @Test
    void aListingThatFailsIsClosedAndNothingIsCompared() {
        AtomicBoolean closed = new AtomicBoolean();
        Iterable<Segment> failing = () -> new CloseableIterator<>() {
            @Override
            public boolean hasNext() {
                throw new IllegalStateException("no page");
            }

            @Override
            public Segment next() {
                throw new AssertionError();
            }

            @Override
            public void close() {
                closed.set(true);
            }
        };

        assertThatThrownBy(() -> SegmentChanges.between(List.of(A), failing)).hasMessage("no page");
        assertThat(closed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void randomListingsChangeAsMapsDo(long seed) {
        Random random = new Random(seed);
        Map<String, Segment> before = new LinkedHashMap<>();
        Map<String, Segment> after = new LinkedHashMap<>();
        for (int i = 0; i < 5_000; i++) {
            Segment segment = random(i, random);
            before.put(segment.id(), segment);
            if (random.nextInt(10) > 0) {
                Segment later = random.nextInt(10) > 0 ? segment : random(i, random);
                after.put(later.id(), later);
            } else {
                Segment other = random(-i, random);
                after.put(other.id(), other);
            }
        }
        List<Segment> shuffled = new ArrayList<>(after.values());
        Collections.shuffle(shuffled, random);

        SegmentChanges changes = SegmentChanges.between(before.values(), shuffled);

        assertThat(changes.added())
                .containsExactlyElementsOf(shuffled.stream()
                        .filter(segment -> !before.containsKey(segment.id()))
                        .toList());
        assertThat(changes.removed())
                .containsExactlyElementsOf(before.values().stream()
                        .filter(segment -> !after.containsKey(segment.id()))
                        .toList());
        assertThat(changes.changed())
                .containsExactlyElementsOf(before.values().stream()
                        .filter(segment -> after.containsKey(segment.id()) && !segment.equals(after.get(segment.id())))
                        .map(segment -> new SegmentChange(segment, after.get(segment.id())))
                        .toList());
    }

    /** Often with the id of another number, and always with fields that the encoding might confuse. */
    private static Segment random(int number, Random random) {
        String id = "id-" + number / 2;
        String name = IntStream.range(0, random.nextInt(8))
                .mapToObj(i -> "\"\\,]\n é\uD83D\uDE00\uD83D".substring(random.nextInt(9)))
                .collect(Collectors.joining());
        return switch (random.nextInt(4)) {
            case 0 -> segment(id, name);
            case 1 -> segment(id, name, "status", "active");
            case 2 -> segment(id, name, "tier", random.nextInt(3), "tags", Arrays.asList("x", null, Map.of("y", 1)));
            default -> segment(id, name, "status", name, "tier", true);
        };
    }

    private static Segment segment(String id, String name, Object... fields) {
        Segment.Builder segment = Segment.builder().id(id).name(name);
        for (int i = 0; i < fields.length; i += 2) {
            segment.field((String) fields[i], fields[i + 1]);
        }
        return segment.build();
    }
}
