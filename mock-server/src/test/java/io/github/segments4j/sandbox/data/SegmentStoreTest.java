package io.github.segments4j.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.json.JsonReader;
import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentStoreTest {
    private static final Map<String, Object> ACTIVE = Map.of("status", "active");

    private final SeededSegments start = new SeededSegments(10, 42);
    private final SegmentStore segments = new SegmentStore(start, 42);

    @Test
    void anAddedSegmentComesLastAndARenamedOneKeepsItsPlaceAndItsStatus() {
        segments.add(new Segment("new", "New", Map.of("status", "draft")));
        segments.rename("new", "Newer");
        segments.rename(start.get(3).id(), "Fourth");

        assertThat(segments.snapshot().size()).isEqualTo(11);
        assertThat(rows(segments).get(10)).isEqualTo(new Segment("new", "Newer", Map.of("status", "draft")));
        assertThat(rows(segments).get(3))
                .isEqualTo(new Segment(start.get(3).id(), "Fourth", start.get(3).optional()));
    }

    @Test
    void aDeletedSegmentIsGoneAndItsIdMayBeUsedAgain() {
        String id = start.get(0).id();

        segments.delete(id);
        assertThat(ids(segments)).hasSize(9).doesNotContain(id);
        segments.add(new Segment(id, "Again", ACTIVE));

        assertThat(ids(segments)).hasSize(10).endsWith(id);
        segments.delete(id);
        assertThat(ids(segments)).hasSize(9).doesNotContain(id);
    }

    @Test
    void anUnknownIdATakenIdAndEmptyTextAreRefusedAndNothingChanges() {
        String taken = start.get(0).id();
        String deleted = start.get(1).id();
        segments.delete(deleted);
        List<Segment> before = rows(segments);

        for (String unknown : List.of("", "none", "xx-0000000", deleted)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segments.delete(unknown))
                    .withMessage("There is no segment with the id " + unknown);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segments.rename(unknown, "Name"))
                    .withMessage("There is no segment with the id " + unknown);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments.add(new Segment(taken, "Name", ACTIVE)))
                .withMessage("There is a segment with the id " + taken + " already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments.add(new Segment("", "Name", ACTIVE)))
                .withMessage("The id of a segment must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> segments.add(new Segment("id", "", ACTIVE)));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments.add(new Segment("id", "Name", Map.of("status", ""))));
        assertThatIllegalArgumentException().isThrownBy(() -> segments.rename(taken, ""));
        assertThat(rows(segments)).isEqualTo(before);
    }

    @Test
    void aGeneratedIdIsNeverTaken() {
        segments.add(new Segment(SeededSegments.id(11, 42), "The id that would come second", ACTIVE));

        for (int i = 0; i < 1_000; i++) {
            segments.add("Made up", ACTIVE);
        }

        assertThat(ids(segments)).hasSize(1_011).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 64, 100})
    void changesHaveTheSameResultAsInAListAndLeaveEarlierSnapshotsAlone(int size) {
        Random random = new Random(size);
        SeededSegments seeded = new SeededSegments(size, 42);
        SegmentStore changing = new SegmentStore(seeded, 42);
        List<Segment> model = new ArrayList<>(rows(changing));
        List<Snapshot> snapshots = new ArrayList<>();
        List<List<Segment>> models = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            change(changing, model, random, i);
            snapshots.add(changing.snapshot());
            models.add(List.copyOf(model));
        }

        for (int i = 0; i < models.size(); i++) {
            assertThat(rows(snapshots.get(i))).isEqualTo(models.get(i));
            int from = random.nextInt(models.get(i).size() + 1);
            int to = from + random.nextInt(models.get(i).size() - from + 1);
            assertThat(rows(snapshots.get(i), from, to)).isEqualTo(models.get(i).subList(from, to));
        }
        changing.reset();
        assertThat(rows(changing)).isEqualTo(rows(new SegmentStore(seeded, 42)));
    }

    private static void change(SegmentStore segments, List<Segment> model, Random random, int number) {
        int at = model.isEmpty() ? 0 : random.nextInt(model.size());
        int what = model.isEmpty() ? 0 : random.nextInt(5);
        if (what < 2) {
            String id = segments.add("Added " + number, ACTIVE).id();
            model.add(new Segment(id, "Added " + number, ACTIVE));
        } else if (what == 2) {
            Segment old = model.get(at);
            segments.rename(old.id(), "Renamed " + number);
            model.set(at, new Segment(old.id(), "Renamed " + number, old.optional()));
        } else {
            segments.delete(model.remove(at).id());
        }
    }

    @Test
    void noChangeOfConcurrentThreadsIsLost() {
        SegmentStore shared = new SegmentStore(new SeededSegments(1_000, 42), 42);
        List<String> before = ids(shared);

        IntStream.range(0, 1_000).parallel().forEach(i -> {
            shared.delete(before.get(i));
            shared.add("Added " + i, ACTIVE);
        });

        assertThat(new HashSet<>(ids(shared))).hasSize(1_000).doesNotContainAnyElementsOf(before);
    }

    /** Counted, not timed: a page costs as much as its own rows, wherever it lies. */
    @Test
    void aPageComputesOnlyItsOwnRowsWhereverItLiesAndWhateverWasChanged() {
        CountedSegments million = new CountedSegments(new SeededSegments(1_000_000, 42));
        SegmentStore changed = new SegmentStore(million, 42);
        for (int i = 0; i < 1_000_000; i += 500) {
            changed.delete(million.get(i).id());
            changed.rename(million.get(i + 1).id(), "Renamed");
            changed.add("Added " + i, ACTIVE);
        }

        for (int from : List.of(0, 500_000, 995_000)) {
            million.touched = 0;
            assertThat(rows(changed.snapshot(), from, from + 1_000)).hasSize(1_000);
            assertThat(million.touched).isBetween(990, 1_000);
        }
        million.touched = 0;
        assertThat(rows(changed.snapshot(), 999_000, 1_000_000)).hasSize(1_000);
        assertThat(million.touched).as("this page has added rows only").isZero();
    }

    /** Counts how often a row is computed. */
    private static final class CountedSegments implements SegmentList {
        private final SegmentList counted;
        private int touched;

        private CountedSegments(SegmentList counted) {
            this.counted = counted;
        }

        @Override
        public int size() {
            return counted.size();
        }

        @Override
        public Segment get(int index) {
            touched++;
            return counted.get(index);
        }

        @Override
        public OptionalInt find(String id) {
            return counted.find(id);
        }
    }

    private static List<String> ids(SegmentStore segments) {
        return rows(segments).stream().map(Segment::id).toList();
    }

    private static List<Segment> rows(SegmentStore segments) {
        return rows(segments.snapshot());
    }

    private static List<Segment> rows(Snapshot snapshot) {
        return rows(snapshot, 0, snapshot.size());
    }

    private static List<Segment> rows(Snapshot snapshot, int from, int to) {
        JsonWriter json = new JsonWriter().object().name("data").array();
        snapshot.write(from, to, json);
        List<?> data =
                (List<?>) JsonReader.object(json.endArray().end().toString()).get("data");
        return data.stream().map(row -> segment((Map<?, ?>) row)).toList();
    }

    private static Segment segment(Map<?, ?> row) {
        Map<String, Object> optional = new LinkedHashMap<>();
        row.forEach((field, value) -> optional.put((String) field, value));
        return new Segment((String) optional.remove("id"), (String) optional.remove("name"), optional);
    }
}
