package io.github.segments4j.examples;

import io.github.segments4j.InvalidPageTokenException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.model.Segment;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * Copies all segments of a tenant into PostgreSQL. Each page is one transaction, which also saves the token of the next
 * page. So a run that fails or is killed loses nothing, and the next run continues where it stopped.
 */
final class NightlySync {
    private static final String TABLES = """
            create table if not exists segments (
                id text primary key, name text not null, status text, synced_at timestamptz not null);
            create table if not exists segments_sync (started timestamptz not null, next_token text);
            """;
    private static final String UPSERT = """
            insert into segments (id, name, status, synced_at) select ?, ?, ?, started from segments_sync
            on conflict (id) do update set name = excluded.name, status = excluded.status, synced_at = excluded.synced_at
            """;

    private final SegmentsClient client;
    private final Connection database;

    NightlySync(SegmentsClient client, Connection database) {
        this.client = client;
        this.database = database;
    }

    public static void main(String[] args) throws SQLException {
        try (SegmentsClient client = SegmentsClient.builder().build();
                Connection database = DriverManager.getConnection(System.getenv("DATABASE_URL"))) {
            new NightlySync(client, database).run();
        }
    }

    void run() throws SQLException {
        execute(TABLES);
        database.setAutoCommit(false);
        // Another run waits here until this one has ended.
        execute("select pg_advisory_lock(hashtext('segments_sync'))");
        execute("insert into segments_sync select now(), null where not exists (select from segments_sync)");
        database.commit();
        try {
            copy(startingAtSavedToken());
        } catch (InvalidPageTokenException e) {
            // The saved token has expired: this is a new copy.
            execute("update segments_sync set started = now(), next_token = null");
            copy(ListOptions.defaults());
        }
    }

    private void copy(ListOptions options) throws SQLException {
        try {
            for (SegmentPage page : client.list(options).pages()) {
                write(page);
                if (page.nextToken().isPresent()) {
                    save(page.nextToken().get());
                } else {
                    finish();
                }
                database.commit();
            }
        } finally {
            database.rollback();
        }
    }

    private void write(SegmentPage page) throws SQLException {
        try (PreparedStatement upsert = database.prepareStatement(UPSERT)) {
            for (Segment segment : page.data()) {
                upsert.setString(1, segment.id());
                upsert.setString(2, segment.name());
                upsert.setString(3, segment.status().orElse(null));
                upsert.addBatch();
            }
            upsert.executeBatch();
        }
    }

    private void save(String nextToken) throws SQLException {
        try (PreparedStatement save = database.prepareStatement("update segments_sync set next_token = ?")) {
            save.setString(1, nextToken);
            save.execute();
        }
    }

    /** Every segment has been seen, so the others no longer exist. */
    private void finish() throws SQLException {
        execute("delete from segments where synced_at < (select started from segments_sync)");
        execute("delete from segments_sync");
    }

    private ListOptions startingAtSavedToken() throws SQLException {
        try (Statement statement = database.createStatement();
                ResultSet saved = statement.executeQuery("select next_token from segments_sync")) {
            saved.next();
            String token = saved.getString(1);
            return token == null ? ListOptions.defaults() : ListOptions.startingAt(token);
        }
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = database.createStatement()) {
            statement.execute(sql);
        }
    }
}
