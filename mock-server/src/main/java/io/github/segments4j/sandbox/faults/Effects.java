package io.github.segments4j.sandbox.faults;

import io.github.segments4j.sandbox.data.Pagination;
import io.github.segments4j.sandbox.endpoints.AccessTokens;
import io.github.segments4j.sandbox.endpoints.Parameters;
import io.github.segments4j.sandbox.http.Delivery;
import io.github.segments4j.sandbox.http.HttpDate;
import io.github.segments4j.sandbox.http.HttpException;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonReader;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Every effect that a fault can have. */
public final class Effects {
    private static final Map<String, Object> FURTHER_FIELDS =
            Map.of("unknown_text", "?", "unknown_nested", Map.of("list", List.of(1, JsonReader.NULL, true)));

    public static final Effect DISCONNECT = delivery("disconnect", to -> to.endingIn(Delivery.Outcome.DISCONNECT));
    public static final Effect STALL = delivery("stall", to -> to.endingIn(Delivery.Outcome.STALL));
    public static final Effect GZIP = headers("gzip", Map.of("Content-Encoding", "gzip"));
    public static final Effect INVALID_JSON =
            replacement("invalid JSON", new Response(200, Map.of(), "{\"data\":[{\"id\":\"1\",\"name\":}]}"));
    public static final Effect HTML = replacement(
            "HTML",
            new Response(
                    200,
                    Map.of("Content-Type", "text/html; charset=utf-8"),
                    "<!DOCTYPE html><title>Maintenance</title><p>We will be back soon.</p>"));
    public static final Effect EMPTY_PAGE = new Effect(
            "empty page",
            (response, exchange) -> Page.of(response).filter(Effects::hasRows).isPresent(),
            (response, exchange) -> response.replacedBy(exchange.emptyPages().handle(exchange.request())));
    public static final Effect REPEATED_TOKEN = new Effect(
            "repeated token",
            (response, exchange) ->
                    Page.of(response).isPresent() && nextToken(exchange).isPresent(),
            (response, exchange) -> {
                Page page = Page.of(response).orElseThrow();
                page.setToken(nextToken(exchange).orElseThrow());
                return response.withBody(page.json());
            });
    public static final Effect NULL_TOKEN =
            page("null token", page -> !page.hasToken(), page -> page.setToken(JsonReader.NULL));
    public static final Effect EMPTY_TOKEN = page("empty token", page -> !page.hasToken(), page -> page.setToken(""));
    public static final Effect HOSTILE_TOKEN = page(
            "hostile token",
            Page::hasToken,
            page -> page.fields().merge("next_token", Pagination.AWKWARD_SUFFIX, (token, more) -> token + "" + more));
    public static final Effect ROW_WITHOUT_ID =
            page("row without id", Effects::hasRows, page -> page.rows().get(0).remove("id"));
    public static final Effect UNKNOWN_FIELDS = page("unknown fields", page -> true, page -> {
        page.fields().putAll(FURTHER_FIELDS);
        page.rows().forEach(row -> row.putAll(FURTHER_FIELDS));
    });
    public static final Effect UNKNOWN_STATUS = page(
            "unknown status",
            page -> page.rows().stream().anyMatch(row -> row.containsKey("status")),
            page -> page.rows()
                    .forEach(row -> row.computeIfPresent("status", (name, old) -> "unknown-to-the-contract")));
    public static final Effect EXPIRED_TOKEN = new Effect(
            "expired token", (response, exchange) -> exchange.target() == Target.SEGMENTS, (response, exchange) -> {
                exchange.expiredTokens().add(AccessTokens.of(exchange.request()));
                return response.replacedBy(exchange.errors().render(AccessTokens.expired()));
            });

    private Effects() {}

    public static Effect status(int status) {
        return status(status, Map.of());
    }

    public static Effect status(int status, Duration retryAfter) {
        long seconds = requireNotNegative("The time to wait", retryAfter)
                .plusNanos(999_999_999)
                .toSeconds();
        return status(status, Map.of("Retry-After", Long.toString(seconds)));
    }

    public static Effect status(int status, Instant retryAfter) {
        return status(status, Map.of("Retry-After", HttpDate.format(retryAfter)));
    }

    private static Effect status(int status, Map<String, String> headers) {
        if (status < 400 || status > 599) {
            throw new IllegalArgumentException("The status of an error must be from 400 to 599, not " + status);
        }
        HttpException error = new HttpException(status, "A fault of the sandbox: status " + status + ".", headers);
        return always(
                "status " + status + (headers.isEmpty() ? "" : " " + headers),
                (response, exchange) -> response.replacedBy(exchange.errors().render(error)));
    }

    public static Effect latency(Duration min, Duration jitter) {
        requireNotNegative("The latency", min);
        long range = requireNotNegative("The jitter", jitter).toNanos();
        String to = range == 0 ? "" : " to " + text(min.plus(jitter));
        return always(
                "latency " + text(min) + to,
                (response, exchange) -> response.withDelivery(response.delivery()
                        .delayedBy(min.plusNanos((long) (exchange.random().nextDouble() * range)))));
    }

    public static Effect drip(int bytes, Duration pause) {
        if (bytes < 1) {
            throw new IllegalArgumentException("A drip must have 1 byte or more, not " + bytes);
        }
        requireNotNegative("The pause", pause);
        return delivery("drip of " + bytes + " bytes each " + text(pause), to -> to.inChunks(bytes, pause));
    }

    public static Effect cutAfter(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("The bytes to send must be 0 or more, not " + bytes);
        }
        return delivery("cut after " + bytes + " bytes", to -> to.cutAfter(bytes));
    }

    public static Effect deprecated(Instant since, Instant sunset) {
        String from = HttpDate.format(since);
        String until = HttpDate.format(sunset);
        return headers("deprecated " + from + ", sunset " + until, Map.of("Deprecation", from, "Sunset", until));
    }

    public static Effect redirect(URI location) {
        return replacement(
                "redirect to " + location,
                new Response(302, Map.of("Location", location.toASCIIString()), "{\"status\":302}"));
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

    private static Effect replacement(String name, Response other) {
        return always(name, (response, exchange) -> response.replacedBy(other));
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

    private static boolean hasRows(Page page) {
        return !page.rows().isEmpty();
    }

    /** {@return the page token in the request} */
    private static Optional<String> nextToken(Exchange exchange) {
        try {
            return Parameters.decode(exchange.request().query()).text("next_token");
        } catch (HttpException e) {
            return Optional.empty();
        }
    }

    private static Duration requireNotNegative(String what, Duration given) {
        if (given.isNegative()) {
            throw new IllegalArgumentException(what + " must be 0 or more, not " + text(given));
        }
        return given;
    }

    private static String text(Duration duration) {
        return duration.toMillis() + " ms";
    }
}
