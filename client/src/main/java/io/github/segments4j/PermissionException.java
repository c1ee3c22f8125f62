package io.github.segments4j;

import java.io.Serial;

/**
 * The server knows the caller, who may not do this (403).
 */
public final class PermissionException extends SegmentsException {
    @Serial
    private static final long serialVersionUID = 1L;

    PermissionException(Failure failure) {
        super(failure, "The token may not read this tenant: check the tenant and the permissions");
    }
}
