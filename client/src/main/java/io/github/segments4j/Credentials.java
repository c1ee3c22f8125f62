package io.github.segments4j;

import java.util.function.Supplier;

/** A source of access tokens. Safe for use by many threads. */
interface Credentials {
    /** Returns the token to send. */
    String token(Deadline deadline);

    /** Returns another token in place of one that the server has rejected, or the same if there is no other. */
    String replacementFor(String rejected, Deadline deadline);

    /** Tokens that the caller supplies. */
    record Supplied(Supplier<String> supplier) implements Credentials {
        @Override
        public String token(Deadline deadline) {
            return supplier.get();
        }

        @Override
        public String replacementFor(String rejected, Deadline deadline) {
            return supplier.get();
        }
    }
}
