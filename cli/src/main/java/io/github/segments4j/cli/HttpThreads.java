package io.github.segments4j.cli;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/** What the JDK's HTTP client costs a short life (measured): a tenth of a second at the start, three at the end. */
final class HttpThreads {
    private HttpThreads() {}

    /** Loads what every HTTP client needs, while the arguments are still being read. */
    static void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        SSLContext.getDefault();
                    } catch (NoSuchAlgorithmException e) {
                        // The client finds the same, and says it to whom it concerns.
                    }
                },
                "segments-prepare");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends the clients' selector threads. The exit of a JVM waits 300 ms for a thread that is in the operating
     * system, as these are; the client has no way to be closed before JDK 21, but its thread minds an interrupt.
     */
    static void end() {
        Thread[] threads = new Thread[Thread.activeCount() + 16];
        int found = Thread.enumerate(threads);
        Arrays.stream(threads, 0, found).filter(HttpThreads::isSelector).forEach(selector -> {
            selector.interrupt();
            try {
                selector.join(100);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    static boolean isSelector(Thread thread) {
        return thread.getName().matches("HttpClient-\\d+-SelectorManager");
    }
}
