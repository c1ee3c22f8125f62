package io.github.segments4j.contract;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.Sandbox;
import java.net.http.HttpClient;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/** A tenant of a sandbox of its own, beside a plain list that says what must be in it after each change. */
final class ChangingTenant implements AutoCloseable {
    record Row(String id, String name) {
        static Row of(Segment segment) {
            return new Row(segment.id(), segment.name());
        }
    }

    /**
     * @param list what the tenant had when the page was asked for
     */
    record Page(List<Row> rows, List<Row> list, boolean last) {}

    /**
     * @param at which row, counted around; of no meaning for one that is added
     */
    record Change(Kind kind, int at) {
        enum Kind {
            ADD,
            RENAME,
            DELETE,
            DELETE_AND_ADD_AGAIN
        }
    }

    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final Sandbox sandbox;
    private final SegmentsClient client;
    private final List<Row> list;
    private int names;

    ChangingTenant(Paging paging, int size) {
        sandbox = Sandbox.builder()
                .segments(size)
                .paging(paging)
                .rateLimit(Limit.NONE)
                .start();
        client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .httpClient(HTTP)
                .rateLimiter(new NoRateLimit())
                .build();
        list = new ArrayList<>(
                client.list(ListOptions.pageSize(1_000)).stream().map(Row::of).toList());
    }

    /**
     * @param changes after the first page, after the second one, and so on
     */
    List<Page> walk(int pageSize, List<List<Change>> changes) {
        List<Page> walked = new ArrayList<>();
        Iterator<List<Change>> next = changes.iterator();
        for (SegmentPage page : client.list(ListOptions.pageSize(pageSize)).pages()) {
            List<Row> rows = page.data().stream().map(Row::of).toList();
            walked.add(new Page(rows, List.copyOf(list), page.nextToken().isEmpty()));
            if (next.hasNext()) {
                next.next().forEach(this::make);
            }
        }
        return walked;
    }

    private void make(Change change) {
        if (change.kind() == Change.Kind.ADD) {
            String name = "Added " + ++names;
            list.add(new Row(sandbox.segments().add(name), name));
        } else if (!list.isEmpty()) {
            make(change.kind(), change.at() % list.size());
        }
    }

    private void make(Change.Kind kind, int at) {
        Row row = list.get(at);
        if (kind == Change.Kind.RENAME) {
            list.set(at, new Row(row.id(), "Renamed " + ++names));
            sandbox.segments().rename(row.id(), list.get(at).name());
            return;
        }
        list.remove(at);
        sandbox.segments().delete(row.id());
        if (kind == Change.Kind.DELETE_AND_ADD_AGAIN) {
            list.add(row);
            sandbox.segments().add(row.id(), row.name(), "active");
        }
    }

    @Override
    public void close() {
        client.close();
        sandbox.close();
    }
}
