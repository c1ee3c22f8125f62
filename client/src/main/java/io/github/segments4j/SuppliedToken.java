package io.github.segments4j;

import java.util.function.Supplier;

/** Access tokens that the caller supplies. */
record SuppliedToken(Supplier<String> supplier) implements Credentials {
    @Override
    public String token(Deadline deadline) {
        return supplier.get();
    }

    @Override
    public String replacementFor(String rejected, Deadline deadline) {
        return supplier.get();
    }
}
