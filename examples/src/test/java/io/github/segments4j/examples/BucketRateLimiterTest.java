package io.github.segments4j.examples;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.segments4j.SegmentsClient;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

@SandboxTest(segments = 250, rateLimit = Limit.NONE)
class BucketRateLimiterTest {
    private static final PGSimpleDataSource DATABASE = new PGSimpleDataSource();

    @TempDir
    static Path folder;

    private static Postgres postgres;

    @BeforeAll
    static void startPostgres() throws Exception {
        postgres = Postgres.start(folder);
        DATABASE.setUrl(postgres.url());
        try (Connection connection = DATABASE.getConnection();
                Statement statement = connection.createStatement()) {
            statement.execute("create table bucket (id text primary key, state bytea, expires_at bigint)");
        }
    }

    @AfterAll
    static void stopPostgres() throws Exception {
        if (postgres != null) {
            postgres.stop();
        }
    }

    @Test
    void aListingIsComplete(Sandbox sandbox) {
        try (SegmentsClient client = SegmentsClient.builder()
                .baseUrl(sandbox.baseUrl())
                .tenant(sandbox.tenant())
                .accessToken(sandbox.accessToken())
                .rateLimiter(BucketRateLimiter.in(DATABASE, "acme"))
                .build()) {
            assertThat(client.list().stream()).hasSize(250);
        }
    }

    @Test
    void aRefusalHoldsBackAllThatShareTheQuotaAndNoOthers() throws Exception {
        BucketRateLimiter one = BucketRateLimiter.in(DATABASE, "shared");
        BucketRateLimiter other = BucketRateLimiter.in(DATABASE, "shared");
        one.answered(one.acquire(Duration.ofMinutes(1)), Duration.ofHours(1));

        assertThatThrownBy(() -> other.acquire(Duration.ofSeconds(30))).isInstanceOf(TimeoutException.class);
        assertThat(BucketRateLimiter.in(DATABASE, "another").acquire(Duration.ofMinutes(1)))
                .isZero();
    }
}
