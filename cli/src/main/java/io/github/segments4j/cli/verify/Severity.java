package io.github.segments4j.cli.verify;

import java.util.Locale;

/** How much a difference from the contract matters. */
enum Severity {
    /** A client that keeps to the contract fails, or gets what it should not. */
    BREAKS,
    /** Not in the contract, and clients live with it; somebody should have a look. */
    NEW,
    /** The contract allows it. */
    INFORMATIONAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
