package io.github.segments4j.sandbox.data;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.json.JsonWriter;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SeededSegmentsTest {
    @Test
    void aMillionIdsNeverCollide() {
        SeededSegments segments = new SeededSegments(1_000_000, 7);
        Set<String> ids = new HashSet<>();

        for (int i = 0; i < segments.size(); i++) {
            ids.add(segments.get(i).id());
        }

        assertThat(ids).hasSize(1_000_000);
    }

    @Test
    void aSegmentIsFoundByItsIdAndByNoOtherText() {
        SeededSegments segments = new SeededSegments(10_000, 7);

        for (int i = 0; i < segments.size(); i++) {
            assertThat(segments.find(segments.get(i).id())).hasValue(i);
        }

        String id = segments.get(0).id();
        assertThat(segments.find(new SeededSegments(10_001, 7).get(10_000).id()))
                .isEmpty();
        assertThat(segments.find("zz" + id.substring(2))).isEmpty();
        assertThat(segments.find(id + "0")).isEmpty();
        assertThat(segments.find(id.substring(0, 9))).isEmpty();
        assertThat(segments.find("顧客-???????")).isEmpty();
        assertThat(segments.find("")).isEmpty();
    }

    @Test
    void theSameSeedGivesTheSameSegmentsAndAnotherSeedOthers() {
        assertThat(new SeededSegments(10, 1).get(3)).isEqualTo(new SeededSegments(20, 1).get(3));
        assertThat(new SeededSegments(10, 1).get(3).id())
                .isNotEqualTo(new SeededSegments(10, 2).get(3).id());
    }

    @Test
    void onlyEveryHundredthNameIsAwkward() {
        SeededSegments segments = new SeededSegments(10_000, 42);

        for (int i = 0; i < segments.size(); i++) {
            String name = segments.get(i).name();
            assertThat(name.matches("[A-Za-z-]+ [A-Za-z]+ [A-Za-z]+ \\d+"))
                    .as(name)
                    .isEqualTo(i % 100 != 99);
        }
    }

    @Test
    void fastWritingGivesTheSameJsonAsWritingTheSegment() {
        SeededSegments segments = new SeededSegments(10_000, 42);

        for (int i = 0; i < segments.size(); i++) {
            JsonWriter fast = new JsonWriter().array();
            segments.write(i, fast);

            assertThat(fast)
                    .hasToString(segments.get(i).write(new JsonWriter().array()).toString());
        }
    }
}
