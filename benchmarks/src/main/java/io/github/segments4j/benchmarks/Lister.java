package io.github.segments4j.benchmarks;

import org.jspecify.annotations.Nullable;

/** A way to read pages of segments from Java. */
interface Lister extends AutoCloseable {
    /** A page; the last one has no token. */
    record Page(int rows, @Nullable String nextToken) {}

    Page page(int pageSize, @Nullable String token) throws Exception;

    /** Every page; the number of rows. */
    default long list(int pageSize) throws Exception {
        long rows = 0;
        String token = null;
        do {
            Page page = page(pageSize, token);
            rows += page.rows();
            token = page.nextToken();
        } while (token != null && !token.isEmpty());
        return rows;
    }

    @Override
    default void close() {}
}
