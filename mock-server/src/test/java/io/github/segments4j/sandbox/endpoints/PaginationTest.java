package io.github.segments4j.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.Segment;
import io.github.segments4j.sandbox.data.SegmentStore;
import io.github.segments4j.sandbox.http.Response;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class PaginationTest {
    @Test
    void aListingDuringThousandsOfChangesReturnsTheSnapshotOfItsFirstPage() {
        Api api = Api.of(20_000);
        SegmentStore segments = api.segments;
        List<String> before = Api.ids(new SeededSegments(20_000, 42));
        Semaphore allowed = new Semaphore(0);
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10_000; i++) {
                allowed.acquireUninterruptibly();
                segments.delete(before.get(i * 2));
                segments.add("Added " + i, Map.of());
            }
        });

        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            Response page = api.get("limit=100" + (token.isEmpty() ? "" : "&next_token=" + token));
            ids.addAll(Api.ids(page));
            token = Api.nextToken(page);
            allowed.release(50);
        } while (!token.isEmpty());
        changes.join();

        assertThat(ids).isEqualTo(before);
        assertThat(api.list(1_000, "")).hasSize(20_000).doesNotContain(before.get(0));
    }

    @Test
    void aSnapshotHasItsOwnTotalAndNamesAndAnEarlierTokenLeadsToTheSamePage() {
        Api api = Api.of(10);
        String token = Api.nextToken(api.get("limit=5"));
        Response page = api.get("with_total=true&next_token=" + token);

        api.segments.rename(Api.ids(page).get(0), "Renamed");
        api.segments.add("Added", Map.of());
        Api.ids(page).forEach(api.segments::delete);

        assertThat(api.get("with_total=true&next_token=" + token).body()).isEqualTo(page.body());
        assertThat(api.get("with_total=true").body()).startsWith("{\"total\":6,");
    }

    @Test
    void aLiveListingMissesARowForEachOneDeletedBeforeItAndSeesAddedOnes() {
        Api api = Api.live(10);
        List<String> ids = Api.ids(new SeededSegments(10, 42));
        Response first = api.get("limit=3");

        api.segments.delete(ids.get(0));
        api.segments.delete(ids.get(1));
        api.segments.add(new Segment(ids.get(0), "Again", Map.of()));

        List<String> seen = new ArrayList<>(ids.subList(5, 10));
        seen.add(ids.get(0));
        assertThat(api.list(3, Api.nextToken(first))).isEqualTo(seen);
    }

    @Test
    void aLiveListingEndsWhenNoRowsAreLeft() {
        Api api = Api.live(10);
        String token = Api.nextToken(api.get("limit=9"));

        Api.ids(new SeededSegments(10, 42)).forEach(api.segments::delete);

        assertThat(api.get("with_total=true&next_token=" + token).body()).isEqualTo("{\"total\":0,\"data\":[]}");
    }

    @Test
    void aSnapshotIsKeptUntilTheLastTokenForItExpires() {
        Api api = Api.of(10);
        String first = Api.nextToken(api.get("limit=1"));
        api.segments.add("Added", Map.of());
        api.clock.advance(Duration.ofMinutes(30));
        String second = Api.nextToken(api.get("limit=1&next_token=" + first));
        api.get("limit=1");
        assertThat(api.tenant.pagination().retainedSnapshots()).isEqualTo(2);

        api.clock.advance(Duration.ofMinutes(59));
        assertThat(api.get("next_token=" + first).body()).contains("\"status\":400", "has expired");
        assertThat(api.get("next_token=" + second).status()).isEqualTo(200);
        api.clock.advance(Duration.ofMinutes(1));

        assertThat(api.get("next_token=" + second).body()).contains("\"status\":400", "has expired");
        assertThat(api.tenant.pagination().retainedSnapshots()).isZero();
    }

    @Test
    void inALoopOfChangesAndFirstPagesTheOldestSnapshotExpiresEarly() {
        Api api = Api.of(10);
        String oldest = Api.nextToken(api.get("limit=1"));

        for (int i = 0; i < 10_000; i++) {
            api.segments.add("Added", Map.of());
            api.get("limit=1");
        }

        assertThat(api.tenant.pagination().retainedSnapshots()).isEqualTo(10_000);
        assertThat(api.get("next_token=" + oldest).body()).contains("\"status\":400", "has expired");
    }
}
