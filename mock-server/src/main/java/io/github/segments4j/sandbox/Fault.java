package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.faults.Effect;
import io.github.segments4j.sandbox.faults.FaultTypes;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

/**
 * One thing that can go wrong with a response, for the rules of {@link Faults}. Faults are values: two that are made
 * alike are equal.
 *
 * <p>Each fault changes what the faults before it have left: a latency, gzip and unknown fields make a late, compressed
 * response with unknown fields. Once a page has become an error, faults that need a page no longer apply.
 */
public final class Fault {
    private final Effect effect;

    private Fault(Effect effect) {
        this.effect = effect;
    }

    private static Fault of(String name, Map<String, ?> parameters) {
        return new Fault(FaultTypes.effect(name, parameters));
    }

    /**
     * {@return an error in the vendor's format}
     *
     * @param status 400 to 599
     * @throws IllegalArgumentException if it is not the status of an error
     */
    public static Fault status(int status) {
        return of("status", Map.of("status", status));
    }

    /**
     * {@return an error in the vendor's format with a {@code Retry-After} in seconds}
     *
     * @param status 400 to 599
     * @param retryAfter 0 or more, rounded up to seconds
     * @throws IllegalArgumentException if it is not the status of an error, or the time is negative
     */
    public static Fault status(int status, Duration retryAfter) {
        return of("status", Map.of("status", status, "retryAfter", retryAfter.toString()));
    }

    /**
     * {@return an error in the vendor's format with a {@code Retry-After} that is a date}
     *
     * @param status 400 to 599
     * @param retryAfter when to try again, in whole seconds; by the sandbox's clock, like the response's {@code Date}
     * @throws IllegalArgumentException if it is not the status of an error
     */
    public static Fault status(int status, Instant retryAfter) {
        return of("status", Map.of("status", status, "retryAfter", retryAfter.toString()));
    }

    /**
     * {@return a late response}
     *
     * @param delay 0 or more
     * @throws IllegalArgumentException if it is negative
     */
    public static Fault latency(Duration delay) {
        return latency(delay, Duration.ZERO);
    }

    /**
     * {@return a late response with a random delay}
     *
     * @param min 0 or more
     * @param jitter 0 or more: the delay is evenly distributed between {@code min} and {@code min} plus this
     * @throws IllegalArgumentException if one of them is negative
     */
    public static Fault latency(Duration min, Duration jitter) {
        return of("latency", Map.of("latency", min, "jitter", jitter));
    }

    /**
     * {@return a body that arrives in small pieces}
     *
     * @param bytes the size of a piece, 1 or more
     * @param pause the time between pieces, 0 or more
     * @throws IllegalArgumentException if there are no bytes or the pause is negative
     */
    public static Fault drip(int bytes, Duration pause) {
        return of("drip", Map.of("drip", bytes, "pause", pause));
    }

    /**
     * {@return a connection that is closed in the middle of the body}
     *
     * @param bytes how much of the body to send, 0 or more; after {@link #gzip()} these are compressed bytes. At least
     *     the last byte of the body is missing
     * @throws IllegalArgumentException if it is negative
     */
    public static Fault cutAfter(int bytes) {
        return of("cutAfter", Map.of("cutAfter", bytes));
    }

    /**
     * {@return a connection that is closed without a response; note that {@code java.net.http} repeats a GET once by
     * itself when that happens}
     */
    public static Fault disconnect() {
        return of("disconnect", Map.of());
    }

    /** {@return a connection that is reset (TCP RST) without a response, as by a server that has crashed or a firewall} */
    public static Fault reset() {
        return of("reset", Map.of());
    }

    /** {@return no response until the sandbox is closed or {@link Faults#clear()} closes the connection} */
    public static Fault stall() {
        return of("stall", Map.of());
    }

    /** {@return a complete body that is not JSON} */
    public static Fault invalidJson() {
        return of("invalidJson", Map.of());
    }

    /** {@return an HTML page with status 200, as from a proxy} */
    public static Fault html() {
        return of("html", Map.of());
    }

    /**
     * {@return a redirect with status 302}
     *
     * @param location the new address
     */
    public static Fault redirect(URI location) {
        return of("redirect", Map.of("redirect", location.toString()));
    }

    /**
     * {@return a page without rows, whose token leads to the rows that it left out, so that nothing is lost; it applies
     * to pages with rows}
     */
    public static Fault emptyPage() {
        return of("emptyPage", Map.of());
    }

    /**
     * {@return a page whose token is the one of the request, so that a client that follows it never ends; it applies to
     * requests with a token}
     */
    public static Fault repeatedToken() {
        return of("repeatedToken", Map.of());
    }

    /** {@return a last page whose token is {@code null} instead of missing; it applies to last pages} */
    public static Fault nullToken() {
        return of("nullToken", Map.of());
    }

    /** {@return a last page whose token is empty instead of missing; it applies to last pages} */
    public static Fault emptyToken() {
        return of("emptyToken", Map.of());
    }

    /**
     * {@return a page whose token contains characters that a URL must escape: spaces, {@code %}, {@code +}, {@code &},
     * {@code #} and letters beyond ASCII; the token is valid if it comes back unchanged. It applies to pages with a
     * token}
     */
    public static Fault hostileToken() {
        return of("hostileToken", Map.of());
    }

    /** {@return a page whose first row has no {@code id}; it applies to pages with rows} */
    public static Fault rowWithoutId() {
        return of("rowWithoutId", Map.of());
    }

    /** {@return fields that the contract does not define, in the page and in each row; a client must accept them} */
    public static Fault unknownFields() {
        return of("unknownFields", Map.of());
    }

    /**
     * {@return rows with the status {@code unknown-to-the-contract}, which a client must accept; it applies to pages with
     * a row that has a status}
     */
    public static Fault unknownStatus() {
        return of("unknownStatus", Map.of());
    }

    /**
     * {@return status 401 for the access token in use, now and from then on; a new token, made from the API key, is
     * valid, and {@link Faults#clear()} makes the old one valid again}
     */
    public static Fault expiredToken() {
        return of("expiredToken", Map.of());
    }

    /** {@return a compressed body, even if the client did not ask for one} */
    public static Fault gzip() {
        return of("gzip", Map.of());
    }

    /**
     * {@return the headers {@code Deprecation} and {@code Sunset}, which a client must accept and should report}
     *
     * @param since since when the API is deprecated
     * @param sunset when it ends
     */
    public static Fault deprecated(Instant since, Instant sunset) {
        return of("deprecated", Map.of("deprecated", since, "sunset", sunset));
    }

    /**
     * {@return the headers {@code Deprecation}, in one of the forms without an HTTP date, and {@code Sunset}}
     *
     * @param deprecation {@code true}, or {@code @} and the seconds since 1970 as RFC 9745 defines it, such as {@code
     *     @1793491200}
     * @param sunset when the API ends
     * @throws IllegalArgumentException if {@code deprecation} is anything else
     */
    public static Fault deprecated(String deprecation, Instant sunset) {
        return of("deprecated", Map.of("deprecated", deprecation, "sunset", sunset));
    }

    Effect effect() {
        return effect;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && fault.effect.equals(effect);
    }

    @Override
    public int hashCode() {
        return effect.hashCode();
    }

    /** {@return the fault in a few words, as in {@link RequestLog.Entry#faults()}} */
    @Override
    public String toString() {
        return effect.toString();
    }
}
