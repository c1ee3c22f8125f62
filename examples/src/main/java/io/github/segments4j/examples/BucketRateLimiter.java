package io.github.segments4j.examples;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.BucketConfiguration;
import io.github.bucket4j.distributed.jdbc.PrimaryKeyMapper;
import io.github.bucket4j.postgresql.Bucket4jPostgreSQL;
import io.github.segments4j.RateLimiter;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import javax.sql.DataSource;

/** Shares a quota of 10 requests a second through a bucket of Bucket4j, here in a table of PostgreSQL. */
record BucketRateLimiter(Bucket bucket) implements RateLimiter {
    /** 95 % of the quota. With 100 ms and the jitter of a network, servers refuse some requests. */
    private static final Duration SPACING = Duration.ofMillis(105);

    static BucketRateLimiter in(DataSource database, String quota) {
        BucketConfiguration evenly = BucketConfiguration.builder()
                .addLimit(limit -> limit.capacity(1).refillGreedy(1, SPACING))
                .build();
        return new BucketRateLimiter(Bucket4jPostgreSQL.selectForUpdateBasedBuilder(database)
                .primaryKeyMapper(PrimaryKeyMapper.STRING)
                .build()
                .getProxy(quota, () -> evenly));
    }

    @Override
    public long acquire(Duration atMost) throws InterruptedException, TimeoutException {
        if (!bucket.asBlocking().tryConsume(1, atMost)) {
            throw new TimeoutException();
        }
        return 0;
    }

    @Override
    public void answered(long permit, Duration holdBack) {
        long starts = holdBack.dividedBy(SPACING);
        if (starts > 0) { // All processes hold back, because the bucket has to be filled first.
            bucket.consumeIgnoringRateLimits(starts);
        }
    }
}
