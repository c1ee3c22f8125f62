package io.github.segments4j;

/** An answer that breaks the contract: not JSON, a wrong type, a row without an id, paging that does not end. */
public final class ProtocolException extends SegmentsException {
    ProtocolException(Problem problem) {
        super(problem, "The server left the contract: nothing of this page was used", null);
    }
}
