package io.github.segments4j;

/** The server knows the caller but refuses (403). */
public final class PermissionException extends SegmentsException {
  PermissionException(Problem problem) {
    super(
        problem,
        "The access token may not read this tenant: check the tenant and the API key's permissions",
        null);
  }
}
