package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.http.Delivery;
import io.github.segments4j.sandbox.http.HttpDate;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.Fields;
import io.github.segments4j.sandbox.json.JsonReader;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * Every fault there is: its name, its parameters and its effect. The first parameter of a fault has the name of the
 * fault. The Java API, the admin interface and the command line all create faults here.
 */
public final class FaultTypes {
    /** Our choice: nobody waits longer for a fault. */
    private static final Duration MAX_TIME = Duration.ofDays(1);

    private static final Map<String, Object> UNKNOWN_FIELDS =
            Map.of("unknown_text", "?", "unknown_nested", Map.of("list", List.of(1, JsonReader.NULL, true)));

    static final Map<String, Function<Fields, Effect>> BY_NAME = new LinkedHashMap<>();

    static {
        BY_NAME.put("status", FaultTypes::status);
        BY_NAME.put("latency", FaultTypes::latency);
        BY_NAME.put("drip", FaultTypes::drip);
        BY_NAME.put("cutAfter", FaultTypes::cutAfter);
        BY_NAME.put("disconnect", fields -> delivery("disconnect", to -> to.endingIn(Delivery.Outcome.DISCONNECT)));
        BY_NAME.put("reset", fields -> delivery("reset", to -> to.endingIn(Delivery.Outcome.RESET)));
        BY_NAME.put("stall", fields -> delivery("stall", to -> to.endingIn(Delivery.Outcome.STALL)));
        BY_NAME.put(
                "invalidJson",
                fields -> replacement("invalid JSON", Map.of(), "{\"data\":[{\"id\":\"1\",\"name\":}]}"));
        BY_NAME.put(
                "html",
                fields -> replacement(
                        "HTML",
                        Map.of("Content-Type", "text/html; charset=utf-8"),
                        "<!DOCTYPE html><title>Maintenance</title><p>We will be back soon.</p>"));
        BY_NAME.put("redirect", FaultTypes::redirect);
        BY_NAME.put("emptyPage", fields -> emptyPage());
        BY_NAME.put("repeatedToken", fields -> repeatedToken());
        BY_NAME.put("nullToken", fields -> page("null token", Page::isLast, page -> page.setToken(JsonReader.NULL)));
        BY_NAME.put("emptyToken", fields -> page("empty token", Page::isLast, page -> page.setToken("")));
        BY_NAME.put(
                "hostileToken",
                fields -> page(
                        "hostile token",
                        page -> !page.isLast(),
                        page -> page.setToken(page.fields().get("next_token") + Pagination.AWKWARD_SUFFIX)));
        BY_NAME.put(
                "rowWithoutId",
                fields -> page(
                        "row without id",
                        Page::hasRows,
                        page -> page.rows().get(0).remove("id")));
        BY_NAME.put(
                "unknownFields",
                fields -> page("unknown fields", page -> true, page -> {
                    page.fields().putAll(UNKNOWN_FIELDS);
                    page.rows().forEach(row -> row.putAll(UNKNOWN_FIELDS));
                }));
        BY_NAME.put(
                "unknownStatus",
                fields -> page(
                        "unknown status",
                        page -> page.rows().stream().anyMatch(row -> row.containsKey("status")),
                        page -> page.rows().forEach(row -> row.replace("status", "unknown-to-the-contract"))));
        BY_NAME.put("expiredToken", fields -> expiredToken());
        BY_NAME.put("gzip", fields -> headers("gzip", Map.of("Content-Encoding", "gzip")));
        BY_NAME.put("deprecated", FaultTypes::deprecated);
    }

    private FaultTypes() {}

    /** {@return the effect of a fault that is described by its name, in the field {@code fault}, and its parameters} */
    static Effect effect(Fields fields) {
        String name = fields.text("fault");
        Function<Fields, Effect> type = BY_NAME.get(name);
        if (type == null) {
            throw unknown(name);
        }
        return type.apply(fields);
    }

    public static Effect effect(String name, Map<String, ?> parameters) {
        Map<String, Object> all = new LinkedHashMap<>(parameters);
        all.put("fault", name);
        return effect(Fields.text("parameter", all));
    }

    static IllegalArgumentException unknown(String name) {
        return new IllegalArgumentException(
                "There is no fault \"" + name + "\"; there is " + String.join(", ", BY_NAME.keySet()));
    }

    /** {@code retryAfter} is a time or an instant; only an instant contains a colon. */
    private static Effect status(Fields fields) {
        int status = fields.whole("status", 400, 599);
        Map<String, String> headers = Map.of();
        if (fields.has("retryAfter")) {
            String retryAfter = fields.text("retryAfter").indexOf(':') < 0
                    ? Long.toString(fields.duration("retryAfter", MAX_TIME)
                            .plusNanos(999_999_999)
                            .toSeconds())
                    : HttpDate.format(fields.instant("retryAfter"));
            headers = Map.of("Retry-After", retryAfter);
        }
        HttpException error = new HttpException(status, "A fault of the sandbox: status " + status + ".", headers);
        return always(
                "status " + status + (headers.isEmpty() ? "" : " " + headers),
                (response, exchange) -> response.replacedBy(exchange.errors().render(error))
                        .withHeaders(required(status, exchange.target())));
    }

    /** The headers that HTTP requires with a status. */
    private static Map<String, String> required(int status, Target target) {
        return switch (status) {
            case 401 -> Map.of("WWW-Authenticate", "Bearer");
            case 405 -> Map.of("Allow", target == Target.SEGMENTS ? "GET" : "POST");
            default -> Map.of();
        };
    }

    private static Effect latency(Fields fields) {
        Duration min = fields.duration("latency", MAX_TIME);
        Duration jitter = fields.duration("jitter", MAX_TIME, Duration.ZERO);
        String to = jitter.isZero() ? "" : " to " + text(min.plus(jitter));
        return always("latency " + text(min) + to, (response, exchange) -> {
            Duration delay = min.plusNanos((long) (exchange.random().nextDouble() * jitter.toNanos()));
            return response.withDelivery(response.delivery().delayedBy(delay));
        });
    }

    private static Effect drip(Fields fields) {
        int bytes = fields.whole("drip", 1, Integer.MAX_VALUE);
        Duration pause = fields.duration("pause", MAX_TIME);
        return delivery("drip of " + bytes + " bytes each " + text(pause), to -> to.inChunks(bytes, pause));
    }

    private static Effect cutAfter(Fields fields) {
        int bytes = fields.whole("cutAfter", 0, Integer.MAX_VALUE);
        return delivery("cut after " + bytes + " bytes", to -> to.cutAfter(bytes));
    }

    private static Effect redirect(Fields fields) {
        String location = fields.uri("redirect").toASCIIString();
        Response redirect = new Response(302, Map.of("Location", location), "{\"status\":302}");
        return always("redirect to " + location, (response, exchange) -> response.replacedBy(redirect));
    }

    private static Effect deprecated(Fields fields) {
        String since = fields.converted(
                "deprecated",
                "true, an instant such as \"2026-11-01T00:00:00Z\", or @ and seconds",
                FaultTypes::deprecation);
        String sunset = HttpDate.format(fields.instant("sunset"));
        return headers("deprecated " + since + ", sunset " + sunset, Map.of("Deprecation", since, "Sunset", sunset));
    }

    /** {@code @} and seconds is the form of RFC 9745. */
    private static String deprecation(String text) {
        boolean isSentAsItIs = text.equals("true") || text.matches("@\\d{1,11}");
        return isSentAsItIs ? text : HttpDate.format(Instant.parse(text));
    }

    private static Effect emptyPage() {
        return new Effect(
                "empty page",
                (response, exchange) -> Page.of(response).filter(Page::hasRows).isPresent(),
                (response, exchange) ->
                        response.replacedBy(exchange.emptyPages().handle(exchange.request())));
    }

    private static Effect repeatedToken() {
        return new Effect(
                "repeated token",
                (response, exchange) ->
                        Page.of(response).isPresent() && exchange.pageToken().isPresent(),
                (response, exchange) -> {
                    Page page = Page.of(response).orElseThrow();
                    page.setToken(exchange.pageToken().orElseThrow());
                    return response.withBody(page.json());
                });
    }

    private static Effect expiredToken() {
        return new Effect(
                "expired token", (response, exchange) -> exchange.target() == Target.SEGMENTS, (response, exchange) -> {
                    exchange.expiredTokens().add(AccessTokens.of(exchange.request()));
                    return response.replacedBy(exchange.errors().render(AccessTokens.expired()));
                });
    }

    private static Effect always(String name, Effect.Change change) {
        return new Effect(name, (response, exchange) -> true, change);
    }

    private static Effect delivery(String name, UnaryOperator<Delivery> change) {
        return always(name, (response, exchange) -> response.withDelivery(change.apply(response.delivery())));
    }

    private static Effect headers(String name, Map<String, String> headers) {
        return always(name, (response, exchange) -> response.withHeaders(headers));
    }

    private static Effect replacement(String name, Map<String, String> headers, String body) {
        return always(name, (response, exchange) -> response.replacedBy(new Response(200, headers, body)));
    }

    private static Effect page(String name, Predicate<Page> condition, Consumer<Page> change) {
        return new Effect(
                name,
                (response, exchange) -> Page.of(response).filter(condition).isPresent(),
                (response, exchange) -> {
                    Page page = Page.of(response).orElseThrow();
                    change.accept(page);
                    return response.withBody(page.json());
                });
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
