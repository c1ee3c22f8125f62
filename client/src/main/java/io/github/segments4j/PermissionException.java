package io.github.segments4j;

/** The server knows the caller but refuses (403). */
public final class PermissionException extends SegmentsException {
    PermissionException(Problem problem) {
        super(problem, "The token may not read this tenant: check tenant and permissions", null);
    }
}
