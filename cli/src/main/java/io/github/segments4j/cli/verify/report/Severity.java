package io.github.segments4j.cli.verify.report;

import java.util.Locale;

/** How much a difference from the contract matters. */
public enum Severity {
    /** A client that keeps to the contract fails, or is given access that it should not have. */
    BREAKS,
    /** It is not in the contract and does not break clients, but somebody should look at it. */
    NEW,
    /** The contract allows it. */
    INFORMATIONAL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
