package io.github.segments4j;

import java.lang.reflect.InvocationTargetException;
import java.net.http.HttpClient;

/** The {@code HttpClient} that a {@link SegmentsClient} makes, and closes, if it is given none. */
final class OwnHttpClient {
    private OwnHttpClient() {}

    static HttpClient create() {
        return HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                // Collects bodies on the client's selector thread: a pool would only add a thread switch to each.
                .executor(Runnable::run)
                .build();
    }

    /** Closes its connections and ends its thread at once, on Java 21 and later. */
    static void close(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdownNow").invoke(client);
        } catch (NoSuchMethodException e) {
            // Before Java 21 the garbage collector does it.
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The HttpClient cannot be closed", e);
        }
    }
}
