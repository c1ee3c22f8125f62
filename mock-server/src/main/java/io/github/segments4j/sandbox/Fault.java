package io.github.segments4j.sandbox;

import io.github.segments4j.sandbox.data.Cursors;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Refusal;
import io.github.segments4j.sandbox.faults.Endpoint;
import io.github.segments4j.sandbox.faults.Strike;
import io.github.segments4j.sandbox.http.Answer;
import io.github.segments4j.sandbox.http.Delivery;
import io.github.segments4j.sandbox.json.Json;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.BiPredicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thing that can go wrong with an answer, for the rules of {@link Faults}. A value: two that are made
 * alike are equal, so that either finds how often it has happened.
 *
 * <p>What a fault does to an answer is added to what those before it did: a latency, gzip and unknown fields
 * make one late, compressed answer with unknown fields. An answer that has become an error has no rows any
 * more, so that a fault of rows leaves it alone.
 */
public final class Fault {
    private static final String ROW = "{\"id\":";

    /** Found in what {@link Json} writes only where it is a name: inside a string its quotes are escaped. */
    private static final Pattern ID = Pattern.compile("(?<=\\{)\"id\":\"(?:[^\"\\\\]|\\\\.)*+\",");

    private static final Pattern STATUS = Pattern.compile("\"status\":\"(?:[^\"\\\\]|\\\\.)*+\"");
    private static final Pattern NEXT_TOKEN = Pattern.compile("(?<=\"next_token\":\")(?:[^\"\\\\]|\\\\.)*+(?=\")");

    private final String name;
    private final BiPredicate<Strike, Answer> possible;
    private final Change change;

    private Fault(String name, Change change) {
        this(name, (strike, answer) -> true, change);
    }

    private Fault(String name, BiPredicate<Strike, Answer> possible, Change change) {
        this.name = name;
        this.possible = possible;
        this.change = change;
    }

    /** What a fault does. */
    private interface Change {
        Answer of(Answer answer, Strike strike) throws Refusal;
    }

    /**
     * An error with the vendor's body.
     *
     * @param status 400 to 599
     * @return a fault
     * @throws IllegalArgumentException if it is not the status of an error
     */
    public static Fault status(int status) {
        return status(status, Map.of());
    }

    /**
     * An error with the vendor's body and a {@code Retry-After} in seconds.
     *
     * @param status 400 to 599
     * @param retryAfter 0 or more; parts of a second count as a whole one
     * @return a fault
     * @throws IllegalArgumentException if it is not the status of an error, or the time is negative
     */
    public static Fault status(int status, Duration retryAfter) {
        long seconds = notNegative("The time to wait", retryAfter)
                .plusNanos(999_999_999)
                .toSeconds();
        return status(status, Map.of("Retry-After", Long.toString(seconds)));
    }

    /**
     * An error with the vendor's body and a {@code Retry-After} with a date.
     *
     * @param status 400 to 599
     * @param retryAfter when to try again, in whole seconds
     * @return a fault
     * @throws IllegalArgumentException if it is not the status of an error
     */
    public static Fault status(int status, Instant retryAfter) {
        return status(status, Map.of("Retry-After", RetryAfter.httpDate(retryAfter)));
    }

    private static Fault status(int status, Map<String, String> headers) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("The status of an error must be from 400 to 599, not " + status);
        }
        Refusal refusal = new Refusal(status, "A fault of the sandbox: status " + status + ".", headers);
        return new Fault(
                "status " + status + (headers.isEmpty() ? "" : " " + headers),
                (answer, strike) -> answer.replacedBy(refusal.answer(strike.number())));
    }

    /**
     * An answer that comes late.
     *
     * @param wait 0 or more
     * @return a fault
     * @throws IllegalArgumentException if it is negative
     */
    public static Fault latency(Duration wait) {
        return latency(wait, Duration.ZERO);
    }

    /**
     * An answer that comes late, and never by the same time.
     *
     * @param least 0 or more
     * @param jitter 0 or more: up to so much longer, evenly spread
     * @return a fault
     * @throws IllegalArgumentException if one of them is negative
     */
    public static Fault latency(Duration least, Duration jitter) {
        notNegative("The latency", least);
        long most = notNegative("The jitter", jitter).toNanos();
        String name = "latency " + text(least) + (most == 0 ? "" : " to " + text(least.plus(jitter)));
        return new Fault(
                name,
                (answer, strike) -> answer.delivered(answer.delivery()
                        .later(least.plusNanos((long) (strike.chance().nextDouble() * most)))));
    }

    /**
     * A body that comes little by little.
     *
     * @param bytes how many at a time, 1 or more
     * @param pause how long it pauses after each of those, 0 or more
     * @return a fault
     * @throws IllegalArgumentException if there are no bytes or the pause is negative
     */
    public static Fault drip(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A drip must have 1 byte or more, not " + bytes);
        }
        notNegative("The pause", pause);
        return new Fault(
                "drip of " + bytes + " bytes each " + text(pause),
                (answer, strike) -> answer.delivered(answer.delivery().dripping(bytes, pause)));
    }

    /**
     * A connection that is closed before the body's end.
     *
     * @param bytes how much of the body is sent, 0 or more; never all of it, and after {@link #gzip()} so many
     *     compressed ones
     * @return a fault
     * @throws IllegalArgumentException if it is negative
     */
    public static Fault cutAfter(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The bytes to send must be 0 or more, not " + bytes);
        }
        return new Fault(
                "cut after " + bytes + " bytes",
                (answer, strike) -> answer.delivered(answer.delivery().cut(Math.min(bytes, Delivery.ALL - 1))));
    }

    /**
     * A connection that is closed without an answer. {@code java.net.http} sends a GET again by itself when
     * that happens to it once.
     *
     * @return a fault
     */
    public static Fault disconnect() {
        return new Fault(
                "disconnect",
                (answer, strike) -> answer.delivered(answer.delivery().ending(Delivery.End.DISCONNECT)));
    }

    /**
     * No answer for as long as the sandbox runs or until {@link Faults#clear()}; then the connection is
     * closed.
     *
     * @return a fault
     */
    public static Fault stall() {
        return new Fault(
                "stall", (answer, strike) -> answer.delivered(answer.delivery().ending(Delivery.End.STALL)));
    }

    /**
     * A whole body that is not JSON.
     *
     * @return a fault
     */
    public static Fault invalidJson() {
        return new Fault("invalid JSON", (answer, strike) -> answer.withBody("{\"data\":[{\"id\":\"1\",\"name\":}]}"));
    }

    /**
     * Status 200 with a page for people, as from a proxy.
     *
     * @return a fault
     */
    public static Fault html() {
        return new Fault(
                "HTML",
                (answer, strike) -> answer.replacedBy(new Answer(
                        200,
                        Map.of("Content-Type", "text/html; charset=utf-8"),
                        "<!DOCTYPE html><title>Maintenance</title><p>We will be back soon.</p>")));
    }

    /**
     * A redirect, status 302.
     *
     * @param location where to
     * @return a fault
     */
    public static Fault redirect(URI location) {
        return new Fault(
                "redirect to " + location,
                (answer, strike) -> answer.replacedBy(
                        new Answer(302, Map.of("Location", location.toASCIIString()), "{\"status\":302}")));
    }

    /**
     * A page without rows whose token leads to the rows that it left out: nothing is lost. It waits for a page
     * with rows.
     *
     * @return a fault
     */
    public static Fault emptyPage() {
        return new Fault(
                "empty page",
                (strike, answer) -> hasRows(answer),
                (answer, strike) -> answer.replacedBy(strike.withoutRows()));
    }

    /**
     * A page whose token is the one that it was asked with, so that a client that goes on never ends. It waits
     * for a request with a token.
     *
     * @return a fault
     */
    public static Fault repeatedToken() {
        return new Fault(
                "repeated token",
                (strike, answer) -> strike.token().isPresent() && isPage(answer),
                (answer, strike) ->
                        answer.withBody(repeated(answer.body(), strike.token().orElseThrow())));
    }

    /**
     * A last page that ends with a token of {@code null} instead of none at all. It waits for the last page.
     *
     * @return a fault
     */
    public static Fault nullToken() {
        return lastToken("null token", "null");
    }

    /**
     * A last page that ends with an empty token instead of none at all. It waits for the last page.
     *
     * @return a fault
     */
    public static Fault emptyToken() {
        return lastToken("empty token", "\"\"");
    }

    private static Fault lastToken(String name, String token) {
        return new Fault(
                name,
                (strike, answer) ->
                        isPage(answer) && !NEXT_TOKEN.matcher(answer.body()).find(),
                (answer, strike) -> answer.withBody(
                        "{\"next_token\":" + token + "," + answer.body().substring(1)));
    }

    /**
     * A page whose token has signs that mean something in an address: spaces, {@code %}, {@code +}, {@code &},
     * {@code #}, letters beyond ASCII. It is good if it comes back unchanged. It waits for a page with a token.
     *
     * @return a fault
     */
    public static Fault hostileToken() {
        return new Fault(
                "hostile token",
                (strike, answer) ->
                        isPage(answer) && NEXT_TOKEN.matcher(answer.body()).find(),
                (answer, strike) -> answer.withBody(NEXT_TOKEN
                        .matcher(answer.body())
                        .replaceFirst(token -> Matcher.quoteReplacement(token.group() + Cursors.HOSTILE))));
    }

    private static String repeated(String page, String token) {
        return NEXT_TOKEN.matcher(page).find()
                ? NEXT_TOKEN.matcher(page).replaceFirst(Matcher.quoteReplacement(token))
                : "{\"next_token\":\"" + token + "\"," + page.substring(1);
    }

    /**
     * A page whose first row has no {@code id}. It waits for a page with rows.
     *
     * @return a fault
     */
    public static Fault rowWithoutId() {
        return new Fault(
                "row without id",
                (strike, answer) -> hasRows(answer),
                (answer, strike) -> answer.withBody(ID.matcher(answer.body()).replaceFirst("")));
    }

    /**
     * Fields that the contract does not know, in the page and in each row; a client must not mind.
     *
     * @return a fault
     */
    public static Fault unknownFields() {
        String fields = "{\"unknown_text\":\"?\",\"unknown_nested\":{\"list\":[1,null,true]},";
        return new Fault(
                "unknown fields",
                (strike, answer) -> isPage(answer),
                (answer, strike) -> answer.withBody(fields
                        + answer.body().replace(ROW, fields + ROW.substring(1)).substring(1)));
    }

    /**
     * Rows with the status {@code unknown-to-the-contract}; a client must not mind. It waits for a page whose
     * rows have a status.
     *
     * @return a fault
     */
    public static Fault unknownStatus() {
        return new Fault(
                "unknown status",
                (strike, answer) ->
                        hasRows(answer) && STATUS.matcher(answer.body()).find(),
                (answer, strike) -> answer.withBody(
                        STATUS.matcher(answer.body()).replaceAll("\"status\":\"unknown-to-the-contract\"")));
    }

    /**
     * Status 401 for the access token in use, now and from then on. A new one, made from the API key, is good;
     * {@link Faults#clear()} makes the old one good again.
     *
     * @return a fault
     */
    public static Fault expiredToken() {
        return new Fault(
                "expired token", (strike, answer) -> strike.endpoint() == Endpoint.SEGMENTS, (answer, strike) -> {
                    strike.expired().add(strike.request().bearer());
                    return answer.replacedBy(AccessTokens.unauthorized("The access token has expired.")
                            .answer(strike.number()));
                });
    }

    /**
     * A compressed body, whether or not the client asked for it.
     *
     * @return a fault
     */
    public static Fault gzip() {
        return new Fault(
                "gzip",
                (answer, strike) -> answer.with(Map.of("Content-Encoding", "gzip"))
                        .delivered(answer.delivery().compressed()));
    }

    /**
     * The headers {@code Deprecation} and {@code Sunset}; a client must not mind, but tell.
     *
     * @param since since when the API is deprecated
     * @param sunset when it ends
     * @return a fault
     */
    public static Fault deprecated(Instant since, Instant sunset) {
        String from = RetryAfter.httpDate(since);
        String until = RetryAfter.httpDate(sunset);
        return new Fault(
                "deprecated " + from + ", sunset " + until,
                (answer, strike) -> answer.with(Map.of("Deprecation", from, "Sunset", until)));
    }

    /**
     * What the fault does, in a few words.
     *
     * @return as it stands in {@link RequestLog.Entry#faults()}
     */
    public String name() {
        return name;
    }

    public boolean isPossible(Strike strike, Answer answer) {
        return possible.test(strike, answer);
    }

    public Answer change(Answer answer, Strike strike) throws Refusal {
        Answer changed = change.of(answer, strike);
        return changed.delivered(changed.delivery().because(name));
    }

    private static boolean isPage(Answer answer) {
        return answer.status() == 200 && answer.body().contains("\"data\":[");
    }

    private static boolean hasRows(Answer answer) {
        return answer.status() == 200 && ID.matcher(answer.body()).find();
    }

    private static Duration notNegative(String what, Duration given) {
        if (given.isNegative()) {
            throw new IllegalArgumentException(what + " must be 0 or more, not " + text(given));
        }
        return given;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fault fault && fault.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
