package io.github.segments4j;

/**
 * The credentials are valid but do not have the permission (403).
 */
public final class PermissionException extends SegmentsException {
    private static final long serialVersionUID = 1L;

    PermissionException(AttemptFailure last, RetrySummary retries, PagePosition position) {
        super(last, retries, position, "The token may not read this tenant: check the tenant and the permissions");
    }
}
