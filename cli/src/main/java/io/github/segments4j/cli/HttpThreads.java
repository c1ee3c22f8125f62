package io.github.segments4j.cli;

import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import javax.net.ssl.SSLContext;

/**
 * Saves a short-lived process the time that the JDK's HTTP client would cost it: a tenth of a second at the start and
 * three tenths at the end, as measured.
 */
final class HttpThreads {
    private HttpThreads() {}

    /** Loads the TLS defaults, which every HTTP client needs, while the arguments are parsed. */
    static void prepare() {
        Thread thread = new Thread(
                () -> {
                    try {
                        SSLContext.getDefault();
                    } catch (NoSuchAlgorithmException e) {
                        // The HTTP client meets the same problem, and reports it.
                    }
                },
                "segments-prepare");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * Ends the selector threads of HTTP clients. They block in a system call, and the JVM would wait 300 ms for them
     * when it exits. Before JDK 21 a client can't be closed, but its selector thread ends when it is interrupted.
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
