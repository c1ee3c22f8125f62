package io.github.segments4j.cli;

import java.util.Arrays;

/**
 * Ends the selector threads of HTTP clients. They block in a system call, and the JVM would wait 300 ms for them when it
 * exits, as measured. Before JDK 21 a client can't be closed, but its selector thread ends when it is interrupted.
 */
final class HttpThreads {
    private HttpThreads() {}

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
