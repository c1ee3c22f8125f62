package io.github.segments4j.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.SandboxSegments;
import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.http.Answer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

class WalksTest {
    @Test
    void aWalkDuringThousandsOfChangesGivesTheMomentOfItsFirstPage() {
        Api api = Api.of(20_000);
        SandboxSegments segments = api.tenant.segments();
        List<String> before = Api.ids(new SeededSegments(20_000, 42));
        Semaphore allowed = new Semaphore(0);
        CompletableFuture<Void> changes = CompletableFuture.runAsync(() -> {
            for (int i = 0; i < 10_000; i++) {
                allowed.acquireUninterruptibly();
                segments.delete(before.get(i * 2));
                segments.add("Added " + i);
            }
        });

        List<String> ids = new ArrayList<>();
        String token = "";
        do {
            Answer page = api.get("limit=100" + (token.isEmpty() ? "" : "&next_token=" + token));
            ids.addAll(Api.ids(page));
            token = Api.nextToken(page);
            allowed.release(50);
        } while (!token.isEmpty());
        changes.join();

        assertThat(ids).isEqualTo(before);
        assertThat(api.walk(1_000, "")).hasSize(20_000).doesNotContain(before.get(0));
    }

    @Test
    void aSnapshotHasItsOwnTotalAndNamesAndAnEarlierTokenLeadsToTheSamePage() {
        Api api = Api.of(10);
        String token = Api.nextToken(api.get("limit=5"));
        Answer page = api.get("with_total=true&next_token=" + token);

        api.tenant.segments().rename(Api.ids(page).get(0), "Renamed");
        api.tenant.segments().add("Added");
        Api.ids(page).forEach(api.tenant.segments()::delete);

        assertThat(api.get("with_total=true&next_token=" + token).body()).isEqualTo(page.body());
        assertThat(api.get("with_total=true").body()).startsWith("{\"total\":6,");
    }

    @Test
    void aLiveWalkMissesARowForEachOneDeletedBeforeItAndSeesWhatIsAdded() {
        Api api = Api.live(10);
        List<String> ids = Api.ids(new SeededSegments(10, 42));
        Answer first = api.get("limit=3");

        api.tenant.segments().delete(ids.get(0));
        api.tenant.segments().delete(ids.get(1));
        api.tenant.segments().add(ids.get(0), "Again", "active");

        List<String> seen = new ArrayList<>(ids.subList(5, 10));
        seen.add(ids.get(0));
        assertThat(api.walk(3, Api.nextToken(first))).isEqualTo(seen);
    }

    @Test
    void aLiveWalkEndsWhereNothingIsLeft() {
        Api api = Api.live(10);
        String token = Api.nextToken(api.get("limit=9"));

        Api.ids(new SeededSegments(10, 42)).forEach(api.tenant.segments()::delete);

        assertThat(api.get("with_total=true&next_token=" + token).body()).isEqualTo("{\"total\":0,\"data\":[]}");
    }

    @Test
    void aMomentIsKeptAsLongAsTheLastTokenThatLeadsToItAndNoLonger() {
        Api api = Api.of(10);
        String first = Api.nextToken(api.get("limit=1"));
        api.tenant.segments().add("Added");
        api.clock.pass(Duration.ofMinutes(30));
        String second = Api.nextToken(api.get("limit=1&next_token=" + first));
        api.get("limit=1");
        assertThat(api.tenant.walks().kept()).isEqualTo(2);

        api.clock.pass(Duration.ofMinutes(59));
        assertThat(api.get("next_token=" + first).body()).contains("\"status\":400", "has expired");
        assertThat(api.get("next_token=" + second).status()).isEqualTo(200);
        api.clock.pass(Duration.ofMinutes(1));

        assertThat(api.get("next_token=" + second).body()).contains("\"status\":400", "has expired");
        assertThat(api.tenant.walks().kept()).isZero();
    }

    @Test
    void aLoopOfChangesAndFirstPagesEndsTheOldestMomentEarly() {
        Api api = Api.of(10);
        String oldest = Api.nextToken(api.get("limit=1"));

        for (int i = 0; i < 10_000; i++) {
            api.tenant.segments().add("Added");
            api.get("limit=1");
        }

        assertThat(api.tenant.walks().kept()).isEqualTo(10_000);
        assertThat(api.get("next_token=" + oldest).body()).contains("\"status\":400", "has expired");
    }
}
