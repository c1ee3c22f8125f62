package io.github.segments4j.examples;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.ListOptions;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.ServerException;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SandboxTest(segments = 450, rateLimit = Limit.NONE)
class NightlySyncTest {
    @TempDir
    static Path folder;

    private static Postgres postgres;

    private SegmentsClient client;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start(folder);
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        if (postgres != null) {
            postgres.stop();
        }
    }

    @BeforeEach
    void connect(Sandbox sandbox) throws SQLException {
        client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .attempts(1)
                .build();
        try (Connection database = DriverManager.getConnection(postgres.url());
                Statement statement = database.createStatement()) {
            statement.execute("drop table if exists segments, segments_sync");
        }
    }

    @AfterEach
    void disconnect() {
        client.close();
    }

    @Test
    void everySegmentArrives() throws SQLException {
        sync();

        assertThat(table()).containsExactlyInAnyOrderElementsOf(listing());
    }

    @Test
    void theNextRunContinuesAtThePageThatFailed(Sandbox sandbox) throws SQLException {
        sandbox.faults().nth(3, status(503));
        assertThatThrownBy(this::sync).isInstanceOf(ServerException.class);
        assertThat(table()).hasSize(200);
        sandbox.requests().clear();

        sync();

        sandbox.requests().assertPages(3);
        assertThat(table()).containsExactlyInAnyOrderElementsOf(listing());
    }

    @Test
    void aRunWhoseSavedTokenHasExpiredStartsOver(Sandbox sandbox) throws SQLException {
        sandbox.faults().nth(3, status(503));
        assertThatThrownBy(this::sync).isInstanceOf(ServerException.class);
        sandbox.clock().advance(Duration.ofHours(2));
        sandbox.segments().delete(sandbox.segments().list().get(0).id()); // It is in the table already.

        sync();

        assertThat(table()).containsExactlyInAnyOrderElementsOf(listing());
    }

    @Test
    void changesAndDeletionsArriveWithTheNextRun(Sandbox sandbox) throws SQLException {
        sync();
        List<String> ids = new ArrayList<>();
        client.list().forEach(segment -> ids.add(segment.id()));
        sandbox.segments().rename(ids.get(0), "Loyal readers");
        sandbox.segments().delete(ids.get(1));
        sandbox.segments().add("Loyal buyers");

        sync();

        assertThat(table()).containsExactlyInAnyOrderElementsOf(listing());
    }

    private void sync() throws SQLException {
        try (Connection database = DriverManager.getConnection(postgres.url())) {
            new NightlySync(client, database).run();
        }
    }

    private List<String> listing() {
        return client.list(ListOptions.pageSize(1_000)).stream()
                .map(segment -> segment.id() + " " + segment.name() + " "
                        + segment.status().orElse(null))
                .toList();
    }

    private static List<String> table() throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection database = DriverManager.getConnection(postgres.url());
                Statement statement = database.createStatement();
                ResultSet row = statement.executeQuery("select id, name, status from segments")) {
            while (row.next()) {
                rows.add(row.getString(1) + " " + row.getString(2) + " " + row.getString(3));
            }
        }
        return rows;
    }
}
