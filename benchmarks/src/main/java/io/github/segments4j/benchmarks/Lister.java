package io.github.segments4j.benchmarks;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A way to list every segment of a target. */
interface Lister extends AutoCloseable {
    /** Reads every page; returns the number of rows. */
    long list(int pageSize) throws Exception;

    @Override
    default void close() {}

    /** Creates a lister. */
    interface Opener {
        Lister open(Target target) throws IOException;
    }

    /** A page; the last one has no token. */
    record Page(int rows, @Nullable String nextToken) {}

    /** A client that reads single pages, and the loop that its user writes. */
    interface OfPages extends Lister {
        Page page(int pageSize, @Nullable String token) throws Exception;

        @Override
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
    }
}
