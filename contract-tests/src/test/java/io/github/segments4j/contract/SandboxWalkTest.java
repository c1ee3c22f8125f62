package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.contract.ChangingTenant.Change;
import io.github.segments4j.contract.ChangingTenant.Page;
import io.github.segments4j.contract.ChangingTenant.Row;
import io.github.segments4j.sandbox.Paging;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/**
 * Walks from page to page through the sandbox while segments are added, renamed and deleted between the pages.
 * A failure prints the seed that repeats it, for {@code @Property(seed = "…")}.
 */
class SandboxWalkTest {

    /** Each row of that moment once, in its order, under its name of then, whatever is changed afterwards. */
    @Property(tries = 100)
    void aWalkThroughASnapshotGivesTheListOfItsFirstPage(
            @ForAll @IntRange(max = 250) int size,
            @ForAll @IntRange(min = 1, max = 60) int pageSize,
            @ForAll("changes") List<List<Change>> changes) {
        try (ChangingTenant tenant = new ChangingTenant(Paging.SNAPSHOT, size)) {
            List<Page> pages = tenant.walk(pageSize, changes);

            List<Row> list = pages.get(0).list();
            assertThat(pages.stream().flatMap(page -> page.rows().stream())).isEqualTo(list);
            assertThat(pages).hasSize(Math.max(1, (list.size() + pageSize - 1) / pageSize));
        }
    }

    /**
     * A page begins after as many rows of the list of its moment as the walk has had. What is deleted before that
     * place makes it miss one, and what is added is seen.
     */
    @Property(tries = 100)
    void aLiveWalkGivesWhatFollowsInTheListOfEachPage(
            @ForAll @IntRange(max = 250) int size,
            @ForAll @IntRange(min = 1, max = 60) int pageSize,
            @ForAll("changes") List<List<Change>> changes) {
        try (ChangingTenant tenant = new ChangingTenant(Paging.LIVE, size)) {
            List<Page> pages = tenant.walk(pageSize, changes);

            int had = 0;
            for (Page page : pages) {
                List<Row> list = page.list();
                int from = Math.min(had, list.size());
                assertThat(page.rows()).isEqualTo(list.subList(from, Math.min(from + pageSize, list.size())));
                had += page.rows().size();
                assertThat(page.last()).isEqualTo(had >= list.size());
            }
        }
    }

    @Provide
    Arbitrary<List<List<Change>>> changes() {
        return Combinators.combine(
                        Arbitraries.of(Change.Kind.class),
                        Arbitraries.integers().between(0, 999))
                .as(Change::new)
                .withoutEdgeCases()
                .list()
                .ofMaxSize(8)
                .list()
                .ofMaxSize(12);
    }
}
