package io.github.segments4j;

/**
 * A response breaks the contract: it is not JSON, a type is wrong, a row has no id, or the paging does not end. No row
 * of such a page is handed out.
 */
public final class ProtocolException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    ProtocolException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(
                last,
                retries,
                position,
                "The server does not keep to the contract: check the base URL, then report it to the vendor");
    }
}
