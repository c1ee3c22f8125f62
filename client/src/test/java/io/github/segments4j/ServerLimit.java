package io.github.segments4j;

import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.Stream;
import org.junit.jupiter.params.provider.Arguments;

/** How servers count 10 requests a second; times are in nanoseconds and never go back. */
interface ServerLimit {
    long SECOND = 1_000_000_000L;

    boolean admits(long at);

    /** The usual ones, each with its name. */
    static Stream<Arguments> common() {
        return Stream.of(
                arguments("fixed window", fixedWindow()),
                arguments("sliding log", slidingLog()),
                arguments("token bucket", tokenBucket()),
                arguments("weighted window", weightedWindow()));
    }

    static ServerLimit fixedWindow() {
        return new ServerLimit() {
            private long window = Long.MIN_VALUE;
            private int count;

            @Override
            public boolean admits(long at) {
                if (at / SECOND != window) {
                    window = at / SECOND;
                    count = 0;
                }
                return ++count <= 10;
            }
        };
    }

    static ServerLimit slidingLog() {
        Deque<Long> log = new ArrayDeque<>();
        return at -> {
            while (!log.isEmpty() && at - log.peekFirst() >= SECOND) {
                log.removeFirst();
            }
            return log.size() < 10 && log.add(at);
        };
    }

    static ServerLimit tokenBucket() {
        return new ServerLimit() {
            private double tokens = 10;
            private long last;

            @Override
            public boolean admits(long at) {
                tokens = Math.min(10, tokens + 10.0 * (at - last) / SECOND);
                last = at;
                if (tokens < 1) {
                    return false;
                }
                tokens--;
                return true;
            }
        };
    }

    /** The count of the window before weighs as much of itself as the last second still covers. */
    static ServerLimit weightedWindow() {
        return new ServerLimit() {
            private long window;
            private int count;
            private int before;

            @Override
            public boolean admits(long at) {
                if (at / SECOND != window) {
                    before = at / SECOND == window + 1 ? count : 0;
                    count = 0;
                    window = at / SECOND;
                }
                double weight = 1 - (at % SECOND) / (double) SECOND;
                if (before * weight + count >= 10) {
                    return false;
                }
                count++;
                return true;
            }
        };
    }

    static ServerLimit evenSpacing() {
        return new ServerLimit() {
            private long next;

            @Override
            public boolean admits(long at) {
                if (at < next) {
                    return false;
                }
                next = at + SECOND / 10;
                return true;
            }
        };
    }
}
