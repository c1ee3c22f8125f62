package io.github.segments4j.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.segments4j.sandbox.SandboxSegments;
import io.github.segments4j.sandbox.json.Json;
import io.github.segments4j.sandbox.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SandboxSegmentsTest {
    private final SeededSegments start = new SeededSegments(10, 42);
    private final SandboxSegments segments = new SandboxSegments(start, 42);

    @Test
    void whatIsAddedComesLastAndWhatIsRenamedKeepsItsPlaceAndItsStatus() {
        segments.add("new", "New", "draft");
        segments.rename("new", "Newer");
        segments.rename(start.get(3).id(), "Fourth");

        assertThat(segments.size()).isEqualTo(11);
        assertThat(rows(segments).get(10)).isEqualTo(new Segments.Row("new", "Newer", Optional.of("draft")));
        assertThat(rows(segments).get(3))
                .isEqualTo(new Segments.Row(
                        start.get(3).id(), "Fourth", start.get(3).status()));
    }

    @Test
    void whatIsDeletedIsGoneAndItsIdMayComeAgainAtTheEnd() {
        String id = start.get(0).id();

        segments.delete(id);
        assertThat(ids(segments)).hasSize(9).doesNotContain(id);
        segments.add(id, "Again", "active");

        assertThat(ids(segments)).hasSize(10).endsWith(id);
        segments.delete(id);
        assertThat(ids(segments)).hasSize(9).doesNotContain(id);
    }

    @Test
    void anUnknownOrTakenIdAndAnEmptyTextAreRefusedAndNothingChanges() {
        String taken = start.get(0).id();
        String deleted = start.get(1).id();
        segments.delete(deleted);
        List<Segments.Row> before = rows(segments);

        for (String unknown : List.of("", "none", "xx-0000000", deleted)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segments.delete(unknown))
                    .withMessage("There is no segment with the id " + unknown);
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> segments.rename(unknown, "Name"))
                    .withMessage("There is no segment with the id " + unknown);
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments.add(taken, "Name", "active"))
                .withMessage("There is a segment with the id " + taken + " already");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> segments.add("", "Name", "active"))
                .withMessage("The id of a segment must not be empty");
        assertThatIllegalArgumentException().isThrownBy(() -> segments.add("id", "", "active"));
        assertThatIllegalArgumentException().isThrownBy(() -> segments.add("id", "Name", ""));
        assertThatIllegalArgumentException().isThrownBy(() -> segments.rename(taken, ""));
        assertThat(rows(segments)).isEqualTo(before);
    }

    @Test
    void anIdThatNobodyGaveIsNoOtherSegments() {
        segments.add(SeededSegments.id(11, 42), "The id that would come second", "active");

        for (int i = 0; i < 1_000; i++) {
            segments.add("Made up");
        }

        assertThat(ids(segments)).hasSize(1_011).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 7, 64, 100})
    void anyChangesGiveWhatAListWouldAndTouchNoEarlierSnapshot(int size) {
        Random random = new Random(size);
        SeededSegments seeded = new SeededSegments(size, 42);
        SandboxSegments changing = new SandboxSegments(seeded, 42);
        List<Segments.Row> model = new ArrayList<>(rows(changing));
        List<Snapshot> snapshots = new ArrayList<>();
        List<List<Segments.Row>> models = new ArrayList<>();

        for (int i = 0; i < 500; i++) {
            change(changing, model, random, i);
            snapshots.add(changing.now());
            models.add(List.copyOf(model));
        }

        for (int i = 0; i < models.size(); i++) {
            assertThat(rows(snapshots.get(i))).isEqualTo(models.get(i));
            int from = random.nextInt(models.get(i).size() + 1);
            int to = from + random.nextInt(models.get(i).size() - from + 1);
            assertThat(rows(snapshots.get(i), from, to)).isEqualTo(models.get(i).subList(from, to));
        }
        changing.reset();
        assertThat(rows(changing)).isEqualTo(rows(new SandboxSegments(seeded, 42)));
    }

    private static void change(SandboxSegments segments, List<Segments.Row> model, Random random, int number) {
        int at = model.isEmpty() ? 0 : random.nextInt(model.size());
        int what = model.isEmpty() ? 0 : random.nextInt(5);
        if (what < 2) {
            String id = segments.add("Added " + number);
            model.add(new Segments.Row(id, "Added " + number, Optional.of("active")));
        } else if (what == 2) {
            Segments.Row old = model.get(at);
            segments.rename(old.id(), "Renamed " + number);
            model.set(at, new Segments.Row(old.id(), "Renamed " + number, old.status()));
        } else {
            segments.delete(model.remove(at).id());
        }
    }

    @Test
    void manyThreadsLoseNoChange() {
        SandboxSegments shared = new SandboxSegments(new SeededSegments(1_000, 42), 42);
        List<String> before = ids(shared);

        IntStream.range(0, 1_000).parallel().forEach(i -> {
            shared.delete(before.get(i));
            shared.add("Added " + i);
        });

        assertThat(new HashSet<>(ids(shared))).hasSize(1_000).doesNotContainAnyElementsOf(before);
    }

    /** Counted, not timed: a page costs the rows that it computes, wherever it lies. */
    @Test
    void aPageTouchesItsRowsOnlyWhereverItLiesAndWhateverWasChanged() {
        CountedSegments million = new CountedSegments(new SeededSegments(1_000_000, 42));
        SandboxSegments changed = new SandboxSegments(million, 42);
        for (int i = 0; i < 1_000_000; i += 500) {
            changed.delete(million.get(i).id());
            changed.rename(million.get(i + 1).id(), "Renamed");
            changed.add("Added " + i);
        }

        for (int from : List.of(0, 500_000, 995_000)) {
            million.touched = 0;
            assertThat(rows(changed.now(), from, from + 1_000)).hasSize(1_000);
            assertThat(million.touched).isBetween(990, 1_000);
        }
        million.touched = 0;
        assertThat(rows(changed.now(), 999_000, 1_000_000)).hasSize(1_000);
        assertThat(million.touched).as("only added ones there").isZero();
    }

    /** Counts how often a row is computed. */
    private static final class CountedSegments implements Segments {
        private final Segments counted;
        private int touched;

        private CountedSegments(Segments counted) {
            this.counted = counted;
        }

        @Override
        public int size() {
            return counted.size();
        }

        @Override
        public Row get(int index) {
            touched++;
            return counted.get(index);
        }

        @Override
        public OptionalInt find(String id) {
            return counted.find(id);
        }
    }

    private static List<String> ids(SandboxSegments segments) {
        return rows(segments).stream().map(Segments.Row::id).toList();
    }

    private static List<Segments.Row> rows(SandboxSegments segments) {
        return rows(segments.now());
    }

    private static List<Segments.Row> rows(Snapshot snapshot) {
        return rows(snapshot, 0, snapshot.size());
    }

    private static List<Segments.Row> rows(Snapshot snapshot, int from, int to) {
        Json json = new Json().object().name("data").array();
        snapshot.write(from, to, json);
        List<?> data =
                (List<?>) JsonReader.object(json.endArray().end().toString()).get("data");
        return data.stream()
                .map(row -> (Map<?, ?>) row)
                .map(row ->
                        new Segments.Row((String) row.get("id"), (String) row.get("name"), Optional.ofNullable((String)
                                row.get("status"))))
                .toList();
    }
}
