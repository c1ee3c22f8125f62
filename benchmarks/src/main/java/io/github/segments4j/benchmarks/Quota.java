package io.github.segments4j.benchmarks;

import static io.github.segments4j.benchmarks.report.Table.OURS;

import io.github.segments4j.RateLimiter;
import java.io.Serializable;
import java.nio.file.Path;

/** How the processes of a group keep to one quota; {@code name} is the same in all of them, and a path. */
record Quota(Limiter limiter, String name) implements Serializable {
    /** Each process with a limiter of its own. */
    static final Quota EACH = new Quota(Limiter.EACH, "");

    enum Limiter {
        EACH(OURS + " in each") {
            @Override
            RateLimiter open(String name) {
                return RateLimiter.perSecond(10);
            }
        },
        FILE(OURS + " on one file") {
            @Override
            RateLimiter open(String name) {
                return RateLimiter.shared(Path.of(name));
            }
        };

        private final String who;

        Limiter(String who) {
            this.who = who;
        }

        abstract RateLimiter open(String name);

        String who() {
            return who;
        }
    }

    RateLimiter open() {
        return limiter.open(name);
    }
}
