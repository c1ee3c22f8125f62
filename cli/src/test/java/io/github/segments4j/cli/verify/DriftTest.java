package io.github.segments4j.cli.verify;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.segments4j.cli.verify.TamperingProxy.Request;
import io.github.segments4j.cli.verify.TamperingProxy.Response;
import io.github.segments4j.cli.verify.report.Report;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Servers that differ from the contract in one way each, and the findings for each of them. */
class DriftTest extends TamperedServer {
    private static final String DATE = "Sat, 01 May 2027 00:00:00 GMT";

    private record Server(String name, Consumer<TamperingProxy> difference, List<String> findings) {
        @Override
        public String toString() {
            return name;
        }
    }

    @ParameterizedTest
    @MethodSource({"rows", "pages", "paging", "repeats", "bodies", "headers", "lax", "narrow", "errors", "statuses"})
    void eachDifferenceHasItsFindingsAndNoOthers(Server server) throws Exception {
        server.difference().accept(proxy);

        Report report = VerificationRunner.of(proxy.baseUrl(), sandbox);

        assertThat(VerificationRunner.titles(report)).containsExactlyInAnyOrderElementsOf(server.findings());
        assertThat(report.isComplete()).isTrue();
        assertThat(proxy.failures).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("tokens")
    void eachDifferenceOfTheTokenEndpointHasItsFindings(Server server) throws Exception {
        server.difference().accept(proxy);

        Report report = VerificationRunner.withApiKey(proxy.baseUrl(), sandbox);

        assertThat(VerificationRunner.titles(report)).containsExactlyInAnyOrderElementsOf(server.findings());
        assertThat(report.isComplete()).isTrue();
    }

    @ParameterizedTest
    @MethodSource("unsafe")
    void requestsWithUnsafeMethodsAreSentOnDemand(Server server) throws Exception {
        server.difference().accept(proxy);

        assertThat(VerificationRunner.titles(VerificationRunner.withApiKey(proxy.baseUrl(), sandbox)))
                .isEmpty();
        assertThat(VerificationRunner.titles(VerificationRunner.alsoUnsafe(proxy.baseUrl(), sandbox)))
                .containsExactlyInAnyOrderElementsOf(server.findings());
    }

    static Stream<Server> rows() {
        return Stream.of(
                row("no id", row -> row.remove("id"), "breaks: missing-field Segment.id"),
                row("no name", row -> row.remove("name"), "breaks: missing-field Segment.name"),
                row(
                        "a name under another name",
                        row -> row.set("title", row.remove("name")),
                        "breaks: missing-field Segment.name",
                        "new: unknown-field Segment.title"),
                row(
                        "an id that is a number",
                        row -> row.put("id", row.path("id").hashCode()),
                        "breaks: wrong-type Segment.id"),
                row("a name that is null", row -> row.putNull("name"), "breaks: null-field Segment.name"),
                row("a name that is an object", row -> row.putObject("name"), "breaks: wrong-type Segment.name"),
                row("a status that is a number", row -> row.put("status", 1), "breaks: wrong-type Segment.status"),
                row("a status that is null", row -> row.putNull("status"), "new: null-field Segment.status"),
                row(
                        "an unknown status",
                        row -> row.put("status", "archived"),
                        "informational: unknown-value Segment.status"),
                row(
                        "a new field of rows",
                        row -> row.put("created_at", "2026-11-01"),
                        "new: unknown-field Segment.created_at"),
                row(
                        "a line break in an id",
                        row -> row.put("id", row.path("id").asText() + "\n"),
                        "new: control-character Segment.id"),
                page(
                        "the last row of the listing has no name",
                        page -> {
                            if (!page.has("next_token")) {
                                ((ObjectNode) page.path("data")
                                                .path(page.path("data").size() - 1))
                                        .remove("name");
                            }
                        },
                        "breaks: missing-field Segment.name"),
                page(
                        "a row that is null",
                        page -> ((ArrayNode) page.path("data")).set(0, page.nullNode()),
                        "breaks: null-field ListSegmentsResponse.data[]"),
                page(
                        "rows that are names only",
                        page -> {
                            ArrayNode rows = (ArrayNode) page.path("data");
                            for (int i = 0; i < rows.size(); i++) {
                                rows.set(i, rows.get(i).path("name"));
                            }
                        },
                        "breaks: wrong-type ListSegmentsResponse.data[]"));
    }

    static Stream<Server> pages() {
        return Stream.of(
                page(
                        "data under another name",
                        page -> page.set("items", page.remove("data")),
                        "breaks: missing-field ListSegmentsResponse.data",
                        "new: unknown-field ListSegmentsResponse.items"),
                page("no data", page -> page.remove("data"), "breaks: missing-field ListSegmentsResponse.data"),
                page("data is null", page -> page.putNull("data"), "breaks: null-field ListSegmentsResponse.data"),
                page(
                        "data is an object",
                        page -> page.putObject("data"),
                        "breaks: wrong-type ListSegmentsResponse.data"),
                pageAs(
                        "rows without an envelope",
                        page -> page.withBody(page.text()
                                .replaceFirst("(?s)^.*?\"data\":", "")
                                .replaceFirst("}$", "")),
                        "breaks: wrong-type ListSegmentsResponse"),
                pageAs("null alone", page -> page.withBody("null"), "breaks: null-field ListSegmentsResponse"),
                page(
                        "a new field of pages",
                        page -> page.put("page_size", 1),
                        "new: unknown-field ListSegmentsResponse.page_size"),
                page(
                        "a next_token that is a number",
                        page -> page.put("next_token", 12),
                        "breaks: wrong-type ListSegmentsResponse.next_token"),
                total("no total", total -> null, "breaks: total-missing"),
                total(
                        "a total that is text",
                        total -> total.textNode("25"),
                        "breaks: wrong-type ListSegmentsResponse.total"),
                total(
                        "a total with a fraction",
                        total -> total.numberNode(25.0),
                        "breaks: wrong-type ListSegmentsResponse.total"),
                total(
                        "a total that is too large for 64 bits",
                        total -> total.numberNode(new BigInteger("9223372036854775808")),
                        "breaks: wrong-type ListSegmentsResponse.total"),
                total("a total that is null", ObjectNode::nullNode, "new: null-field ListSegmentsResponse.total"),
                total("a total of one less", total -> total.numberNode(24), "breaks: total-disagrees"),
                total("a total of one more", total -> total.numberNode(26), "breaks: total-disagrees"),
                total("a total of zero", total -> total.numberNode(0), "breaks: total-disagrees"),
                total("a negative total", total -> total.numberNode(-1), "breaks: total-disagrees"),
                total("a huge total", total -> total.numberNode(1_000_000), "breaks: total-disagrees"),
                total(
                        "a total of this page",
                        total -> total.numberNode(total.path("data").size()),
                        "breaks: total-disagrees"),
                page("a total that was not requested", page -> page.put("total", 25), "new: total-not-asked-for"));
    }

    static Stream<Server> paging() {
        AtomicReference<String> lastToken = new AtomicReference<>("");
        Set<String> given = new HashSet<>();
        AtomicReference<JsonNode> firstRow = new AtomicReference<>();
        return Stream.of(
                lax(
                        "limit is ignored",
                        request -> request.value("limit").matches("[1-9]\\d*") ? request.without("limit") : request,
                        "breaks: limit-ignored"),
                lax(
                        "one row more than limit",
                        request -> request.value("limit").matches("[1-9]\\d*")
                                ? request.with("limit", String.valueOf(Integer.parseInt(request.value("limit")) + 1))
                                : request,
                        "breaks: limit-ignored"),
                lax("next_token is ignored", request -> request.without("next_token"), "breaks: page-repeated"),
                server(
                        "the same token on each page",
                        proxy -> proxy.changingResponses(
                                        Response::isPage,
                                        page -> page.with(json -> {
                                            if (json.has("next_token")) {
                                                lastToken.set(
                                                        json.path("next_token").asText());
                                                json.put("next_token", "the-same-token");
                                            }
                                        }))
                                .changingRequests(
                                        request -> request.value("next_token").equals("the-same-token")
                                                ? request.with("next_token", lastToken.get())
                                                : request),
                        "breaks: page-token-repeated"),
                server(
                        "the last page leads to the first",
                        proxy -> proxy.changingResponses(
                                        Response::isPage,
                                        page -> page.with(json -> {
                                            if (!json.has("next_token")) {
                                                json.put("next_token", "begin-again");
                                            }
                                        }))
                                .changingRequests(
                                        request -> request.value("next_token").equals("begin-again")
                                                ? request.without("next_token")
                                                : request),
                        "breaks: paging-does-not-end"),
                server(
                        "the last page leads to empty pages without end",
                        proxy -> proxy.changingResponses(
                                        Response::isPage,
                                        page -> page.with(json -> {
                                            if (!json.has("next_token")) {
                                                json.put("next_token", "more-1");
                                            }
                                        }))
                                .changingResponses(
                                        response -> response.request()
                                                .value("next_token")
                                                .matches("more-\\d+"),
                                        response -> response.withStatus(200)
                                                .withBody("{\"data\":[],\"next_token\":\""
                                                        + response.request().value("next_token") + "1\"}")),
                        "breaks: paging-does-not-end"),
                server(
                        "an empty page in the middle",
                        proxy -> proxy.changingRequests(request -> request.value("next_token")
                                                .startsWith("gap-")
                                        ? request.with(
                                                "next_token",
                                                request.value("next_token").substring(4))
                                        : request)
                                .changingResponses(
                                        response -> response.isPage()
                                                && response.request().has("next_token")
                                                && !response.request()
                                                        .value("next_token")
                                                        .startsWith("gap-"),
                                        page -> page.withBody("{\"data\":[],\"next_token\":\"gap-"
                                                + page.request().value("next_token") + "\"}")),
                        "informational: empty-page"),
                page(
                        "a repeated row",
                        page -> {
                            firstRow.compareAndSet(null, page.path("data").path(0));
                            ((ArrayNode) page.path("data")).set(0, firstRow.get());
                        },
                        "breaks: duplicate-id"),
                server(
                        "a page token of the server is refused",
                        proxy -> proxy.changingRequests(request ->
                                request.has("next_token") ? request.with("next_token", "forgotten") : request),
                        "breaks: page-token-refused 400"),
                server(
                        "altered page tokens are accepted",
                        proxy -> proxy.changingResponses(
                                        Response::isPage,
                                        page -> page.with(json -> given.add(
                                                json.path("next_token").asText())))
                                .changingRequests(
                                        request -> request.value("next_token").length() > 30
                                                        && !given.contains(request.value("next_token"))
                                                ? request.without("next_token")
                                                : request),
                        "new: altered-page-token-accepted"));
    }

    static Stream<Server> repeats() {
        AtomicInteger answers = new AtomicInteger();
        Set<String> used = new HashSet<>();
        Random random = new Random(7);
        return Stream.of(
                row(
                        "another id each time",
                        row -> row.put("id", row.path("id").asText() + answers.incrementAndGet()),
                        "breaks: id-changes"),
                row(
                        "another name each time",
                        row -> row.put("name", "Segment " + answers.incrementAndGet()),
                        "new: values-change"),
                row(
                        "another status each time",
                        row -> row.put("status", answers.incrementAndGet() % 3 == 0 ? "active" : "draft"),
                        "new: values-change"),
                row(
                        "a new field with another value each time",
                        row -> row.put("age", answers.incrementAndGet()),
                        "new: unknown-field Segment.age"),
                lax(
                        "a page token works once",
                        request -> request.has("next_token") && !used.add(request.value("next_token"))
                                ? request.with("next_token", "used")
                                : request,
                        "breaks: page-token-works-once"),
                lax(
                        "a page token works with the limit of its listing only",
                        request -> request.has("next_token")
                                        && request.value("limit").equals("1")
                                ? request.with("next_token", "another")
                                : request,
                        "informational: smaller-limit-refused"),
                server(
                        "one of two ids in turn",
                        proxy -> {
                            AtomicInteger pages = new AtomicInteger();
                            proxy.changingResponses(Response::isPage, page -> {
                                int turn = pages.incrementAndGet() % 2;
                                return page.with(json -> json.path("data")
                                        .forEach(row -> ((ObjectNode) row)
                                                .put("id", row.path("id").asText() + turn)));
                            });
                        },
                        "breaks: id-changes"),
                page(
                        "the rows of a page in another order each time",
                        page -> {
                            List<JsonNode> rows = new ArrayList<>();
                            page.path("data").forEach(rows::add);
                            Collections.shuffle(rows, random);
                            page.putArray("data").addAll(rows);
                        },
                        "new: order-changes"),
                server(
                        "a total for with_total=false",
                        proxy -> proxy.changingResponses(
                                response ->
                                        response.request().value("with_total").equals("false"),
                                page -> page.with(json -> json.put("total", 25))),
                        "new: total-not-asked-for"),
                total(
                        "another total each time",
                        total -> total.numberNode(100 + answers.incrementAndGet()),
                        "breaks: total-disagrees"),
                lax(
                        "a token keeps the limit of its page",
                        request -> request.has("next_token") ? request.with("limit", "5") : request,
                        "breaks: limit-ignored",
                        "new: wrong-limit-with-token-accepted"),
                server(
                        "a wait that can't be read, before a retry",
                        proxy -> {
                            AtomicInteger times = new AtomicInteger();
                            proxy.changingResponses(
                                    response -> response.isPage() && times.incrementAndGet() == 3,
                                    page -> page.withStatus(503).withHeader("Retry-After", "soon"));
                        },
                        "new: retry-after-unreadable"));
    }

    static Stream<Server> unsafe() {
        return Stream.of(
                server("no difference", proxy -> {}),
                lax(
                        "POST is the same as GET",
                        request -> request.path().endsWith("/segments")
                                        && request.method().equals("POST")
                                ? request.withMethod("GET")
                                : request,
                        "new: post-accepted"),
                server(
                        "POST makes something",
                        proxy -> proxy.changingResponses(
                                response -> response.request().path().endsWith("/segments")
                                        && response.request().method().equals("POST"),
                                response -> response.withStatus(201).withBody("{}")),
                        "new: post-accepted"),
                lax(
                        "methods in lower case are accepted",
                        request -> request.withMethod(request.method().toUpperCase(Locale.ROOT)),
                        "new: lower-case-method-accepted"),
                lax(
                        "any client secret is accepted",
                        request -> request.withBody(request.body()
                                .replaceFirst("client_secret=[^&]*", "client_secret=" + sandbox.clientSecret())),
                        "breaks: wrong-client-secret-accepted"),
                lax(
                        "any grant type is accepted",
                        request -> request.withBody(
                                request.body().replaceFirst("grant_type=[^&]*", "grant_type=client_credentials")),
                        "new: wrong-grant-type-accepted"));
    }

    static Stream<Server> bodies() {
        return Stream.of(
                pageAs(
                        "HTML with status 200",
                        page -> page.withHeader("Content-Type", "text/html")
                                .withBody("<!DOCTYPE html><title>Maintenance</title>"),
                        "breaks: not-json ListSegmentsResponse"),
                pageAs(
                        "not JSON",
                        page -> page.withBody(page.text().replace('"', '\'')),
                        "breaks: not-json ListSegmentsResponse"),
                pageAs(
                        "text after the JSON",
                        page -> page.withBody(page.text() + "}"),
                        "breaks: not-json ListSegmentsResponse"),
                pageAs(
                        "a field that comes twice",
                        page -> page.withBody(page.text().replaceFirst("\\{", "{\"data\":[],")),
                        "breaks: duplicate-field ListSegmentsResponse"),
                pageAs("a blank body", page -> page.withBody(" \n"), "breaks: not-json ListSegmentsResponse"),
                pageAs(
                        "not UTF-8",
                        page -> page.withBody(
                                page.text().replaceFirst("\"name\":\"", "$0ü").getBytes(ISO_8859_1)),
                        "breaks: not-utf-8 ListSegmentsResponse"),
                pageAs("no body", page -> page.withBody(""), "breaks: empty-body ListSegmentsResponse"),
                pageAs(
                        "a body cut short",
                        page -> page.framed(TamperingProxy.Framing.CUT),
                        "breaks: body-cut ListSegmentsResponse"),
                pageAs(
                        "gzip cut short",
                        page -> {
                            byte[] zipped = zipped(page.body());
                            return page.withHeader("Content-Encoding", "gzip")
                                    .withBody(Arrays.copyOf(zipped, zipped.length - 12));
                        },
                        "breaks: gzip-broken ListSegmentsResponse"),
                pageAs(
                        "a body that is not gzip but says so",
                        page -> page.withHeader("Content-Encoding", "gzip"),
                        "breaks: gzip-broken ListSegmentsResponse"),
                pageAs(
                        "an encoding that was not requested",
                        page -> page.withHeader("Content-Encoding", "br"),
                        "breaks: content-encoding ListSegmentsResponse"),
                pageAs(
                        "JSON with the content type of HTML",
                        page -> page.withHeader("Content-Type", "text/html"),
                        "breaks: content-type ListSegmentsResponse"),
                pageAs(
                        "another charset",
                        page -> page.withHeader("Content-Type", "application/json; charset=iso-8859-1"),
                        "breaks: content-type ListSegmentsResponse"),
                pageAs(
                        "no content type",
                        page -> page.withoutHeader("Content-Type"),
                        "breaks: content-type ListSegmentsResponse"));
    }

    static Stream<Server> headers() {
        return Stream.of(
                pageAs(
                        "Deprecation",
                        page -> page.withHeader("Deprecation", DATE),
                        "new: retirement-announced Deprecation"),
                pageAs("Sunset", page -> page.withHeader("Sunset", DATE), "new: retirement-announced Sunset"),
                server(
                        "Deprecation and Sunset everywhere",
                        proxy -> proxy.changingResponses(
                                any -> true,
                                response ->
                                        response.withHeader("Deprecation", DATE).withHeader("Sunset", DATE)),
                        "new: retirement-announced Deprecation, Sunset"),
                errorAs(
                        "Sunset on errors only",
                        error -> error.withHeader("Sunset", DATE),
                        "new: retirement-announced Sunset"),
                pageAs(
                        "RateLimit headers",
                        page -> page.withHeader("RateLimit-Limit", "10").withHeader("RateLimit-Reset", "1"),
                        "informational: rate-limit-headers"),
                errorAs(
                        "X-RateLimit headers on errors",
                        error -> error.withHeader("X-RateLimit-Remaining", "7"),
                        "informational: rate-limit-headers"),
                pageAs(
                        "Retry-After on a page",
                        page -> page.withHeader("Retry-After", "1"),
                        "informational: rate-limit-headers"));
    }

    static Stream<Server> lax() {
        return Stream.of(
                lax(
                        "no access token is needed",
                        request -> request.headers().containsKey("Authorization")
                                ? request
                                : request.withHeader("Authorization", "Bearer sandbox-access-token"),
                        "breaks: no-access-token-accepted"),
                lax(
                        "any access token is accepted",
                        request -> request.headers().containsKey("Authorization")
                                ? request.withHeader("Authorization", "Bearer sandbox-access-token")
                                : request,
                        "breaks: wrong-access-token-accepted"),
                lax(
                        "authentication is off",
                        request -> request.withHeader("Authorization", "Bearer sandbox-access-token"),
                        "breaks: no-access-token-accepted",
                        "breaks: wrong-access-token-accepted"),
                lax(
                        "another scheme is accepted",
                        request -> request.headers()
                                        .getOrDefault("Authorization", "")
                                        .startsWith("Basic")
                                ? request.withHeader("Authorization", "Bearer sandbox-access-token")
                                : request,
                        "new: other-scheme-accepted"),
                lax(
                        "an empty access token is accepted",
                        request -> request.headers()
                                        .getOrDefault("Authorization", "")
                                        .equals("Bearer")
                                ? request.withHeader("Authorization", "Bearer sandbox-access-token")
                                : request,
                        "breaks: empty-access-token-accepted"),
                lax(
                        "any version in the query is accepted",
                        request -> request.has("api_version") ? request.with("api_version", "2024-04-01") : request,
                        "new: wrong-version-in-query-accepted"),
                lax(
                        "a negative limit is accepted",
                        request -> request.value("limit").equals("-1") ? request.without("limit") : request,
                        "new: negative-limit-accepted"),
                lax(
                        "a negative limit beside a token is accepted",
                        request -> request.has("next_token")
                                        && request.value("limit").equals("-1")
                                ? request.without("limit")
                                : request,
                        "new: negative-limit-with-token-accepted"),
                lax(
                        "any limit beside a token is accepted",
                        request -> request.has("next_token")
                                        && !request.value("limit").matches("\\d+")
                                ? request.without("limit")
                                : request,
                        "new: wrong-limit-with-token-accepted"),
                lax(
                        "any tenant is accepted",
                        request -> request.headers().containsKey("amperity-tenant")
                                ? request.withHeader("amperity-tenant", "acme")
                                : request,
                        "breaks: wrong-tenant-accepted"),
                lax(
                        "no tenant is needed",
                        request -> request.headers().containsKey("amperity-tenant")
                                ? request
                                : request.withHeader("amperity-tenant", "acme"),
                        "breaks: no-tenant-accepted"),
                lax(
                        "no version is needed",
                        request -> request.headers().containsKey("api-version") || request.has("api_version")
                                ? request
                                : request.withHeader("api-version", "2024-04-01"),
                        "new: no-version-accepted"),
                lax(
                        "any version is accepted",
                        request -> request.headers().containsKey("api-version")
                                ? request.withHeader("api-version", "2024-04-01")
                                : request,
                        "new: wrong-version-accepted"),
                lax(
                        "a wrong limit is ignored",
                        request ->
                                request.has("limit") && !request.value("limit").matches("[1-9]\\d*")
                                        ? request.without("limit")
                                        : request,
                        "new: wrong-limit-accepted"),
                lax(
                        "a limit of 0 is accepted",
                        request -> request.value("limit").equals("0") ? request.without("limit") : request,
                        "informational: limit-zero-accepted"),
                lax(
                        "a wrong with_total is ignored",
                        request ->
                                request.value("with_total").matches("|true") ? request : request.without("with_total"),
                        "new: wrong-with-total-accepted"),
                lax(
                        "a wrong page token is ignored",
                        request -> request.value("next_token").length() < 30 ? request.without("next_token") : request,
                        "breaks: wrong-page-token-accepted"),
                lax(
                        "every path is the same",
                        request -> request.withPath("/api/segments"),
                        "new: unknown-path-accepted"),
                lax("every method is the same", request -> request.withMethod("GET"), "new: other-method-accepted"));
    }

    static Stream<Server> narrow() {
        return Stream.of(
                lax(
                        "the parameter api_version is not read",
                        request -> request.without("api_version"),
                        "informational: version-in-query-refused"),
                lax(
                        "a slash at the end is another path",
                        request -> request.path().endsWith("/") ? request.withPath("/api/nothing") : request,
                        "informational: trailing-slash-refused"),
                server(
                        "a slash at the end is redirected",
                        proxy -> proxy.changingResponses(
                                response -> response.request().path().endsWith("/"),
                                response -> response.withStatus(308)
                                        .withHeader("Location", "/api/segments")
                                        .withBody("")),
                        "informational: trailing-slash-refused"));
    }

    static Stream<Server> errors() {
        return Stream.of(
                error("no message", error -> error.remove("message"), "breaks: missing-field ErrorResponse.message"),
                error("no status", error -> error.remove("status"), "breaks: missing-field ErrorResponse.status"),
                error(
                        "a status that is text",
                        error -> error.put("status", error.path("status").asText()),
                        "breaks: wrong-type ErrorResponse.status"),
                error(
                        "a status that is not the HTTP status",
                        error -> error.put("status", 499),
                        "breaks: error-status-differs"),
                error(
                        "a message that is null",
                        error -> error.putNull("message"),
                        "breaks: null-field ErrorResponse.message"),
                error(
                        "a message that is a list",
                        error -> error.putArray("message").add("no"),
                        "breaks: wrong-type ErrorResponse.message"),
                server(
                        "another body for a single 429",
                        proxy -> {
                            AtomicInteger times = new AtomicInteger();
                            proxy.changingResponses(
                                    response ->
                                            response.request().value("limit").equals("many")
                                                    && times.incrementAndGet() < 3,
                                    response -> response.withStatus(429)
                                            .withHeader("Retry-After", "0")
                                            .withBody("{\"status\":429,\"error\":\"?\"}"));
                        },
                        "breaks: missing-field ErrorResponse.message",
                        "new: unknown-field ErrorResponse.error"),
                error("no request_id", error -> error.remove("request_id"), "informational: request-id-missing"),
                error(
                        "a request_id that is a number",
                        error -> error.put("request_id", 7),
                        "breaks: wrong-type ErrorResponse.request_id"),
                error(
                        "a new field of errors",
                        error -> error.put("code", "E7"),
                        "new: unknown-field ErrorResponse.code"),
                errorAs(
                        "another body",
                        error -> error.withBody("{\"error\":{\"code\":7}}"),
                        "breaks: missing-field ErrorResponse.status",
                        "breaks: missing-field ErrorResponse.message",
                        "new: unknown-field ErrorResponse.error"),
                errorAs(
                        "a list of errors",
                        error -> error.withBody("[" + error.text() + "]"),
                        "breaks: wrong-type ErrorResponse"),
                errorAs(
                        "errors in HTML",
                        error -> error.withHeader("Content-Type", "text/html").withBody("<h1>No</h1>"),
                        "breaks: not-json ErrorResponse"),
                errorAs("errors without a body", error -> error.withBody(""), "breaks: empty-body ErrorResponse"),
                errorAs(
                        "errors of another type",
                        error -> error.withHeader("Content-Type", "application/problem+json"),
                        "breaks: content-type ErrorResponse"),
                server(
                        "an HTML page for an unknown path",
                        proxy -> proxy.changingResponses(
                                response -> response.status() == 404,
                                response -> response.withBody("<h1>Not Found</h1>")),
                        "breaks: not-json ErrorResponse"));
    }

    static Stream<Server> statuses() {
        return Stream.of(
                status("401 has become 403", 401, 403, "breaks: wrong-status 403"),
                status("400 has become 422", 400, 422, "breaks: wrong-status 422"),
                status("404 has become 410", 404, 410, "new: wrong-status 410"),
                status("405 has become 404", 405, 404, "new: wrong-status 404"),
                status("a method that is not implemented", 405, 501),
                server(
                        "a wrong access token is answered like an unknown method",
                        proxy -> proxy.changingResponses(
                                response -> response.status() == 401, response -> response.withStatus(501)),
                        "breaks: wrong-status 501"),
                server(
                        "a wrong limit causes a server error",
                        proxy -> proxy.changingResponses(
                                response -> response.request().value("limit").equals("many"),
                                response -> response.withStatus(500)),
                        "breaks: wrong-status 500"),
                errorAs("errors with status 200", error -> error.withStatus(200), "breaks: error-with-status-200"),
                errorAs(
                        "a redirect to a login",
                        error -> error.request().headers().containsKey("Authorization")
                                ? error
                                : error.withStatus(302)
                                        .withHeader("Location", "/login")
                                        .withBody(""),
                        "breaks: wrong-status 302"),
                pageAs("pages with status 206", page -> page.withStatus(206), "breaks: wrong-status 206"),
                pageAs("no content", page -> page.withStatus(204).withBody(""), "breaks: wrong-status 204"),
                pageAs(
                        "a redirect",
                        page -> page.withStatus(302)
                                .withHeader("Location", "/elsewhere")
                                .withBody(""),
                        "breaks: wrong-status 302"),
                lax(
                        "the version is no longer supported",
                        request -> request.withHeader("api-version", "1999-12-31"),
                        "breaks: valid-request-refused 400"),
                lax(
                        "the path is gone",
                        request -> request.withPath("/api/nothing"),
                        "breaks: valid-request-refused 404"));
    }

    static Stream<Server> tokens() {
        return Stream.of(
                token(
                        "no expires_in",
                        token -> token.remove("expires_in"),
                        "breaks: missing-field AccessTokenResponse.expires_in"),
                token(
                        "expires_in is text",
                        token -> token.put("expires_in", "3600"),
                        "breaks: wrong-type AccessTokenResponse.expires_in"),
                token("expires_in is 0", token -> token.put("expires_in", 0), "breaks: token-expired"),
                token(
                        "no token_type",
                        token -> token.remove("token_type"),
                        "breaks: missing-field AccessTokenResponse.token_type"),
                token(
                        "the same refused token each time",
                        token -> token.put("access_token", "another-access-token"),
                        "breaks: valid-request-refused 401"),
                server(
                        "another refused token each time",
                        proxy -> {
                            AtomicInteger tokens = new AtomicInteger();
                            proxy.changingResponses(
                                    DriftTest::isToken,
                                    response -> response.with(token ->
                                            token.put("access_token", "another-token-" + tokens.incrementAndGet())));
                        },
                        "breaks: valid-request-refused 401"),
                token("another type", token -> token.put("token_type", "MAC"), "breaks: token-type"),
                token(
                        "the token under another name",
                        token -> token.set("token", token.remove("access_token")),
                        "breaks: missing-field AccessTokenResponse.access_token",
                        "new: unknown-field AccessTokenResponse.token"),
                token(
                        "a new field of tokens",
                        token -> token.put("scope", "read"),
                        "new: unknown-field AccessTokenResponse.scope"),
                server(
                        "Sunset on tokens",
                        proxy -> proxy.changingResponses(
                                DriftTest::isToken, response -> response.withHeader("Sunset", DATE)),
                        "new: retirement-announced Sunset"),
                token("no difference", token -> {}));
    }

    private static Server server(String name, Consumer<TamperingProxy> difference, String... findings) {
        return new Server(name, difference, List.of(findings));
    }

    private static Server page(String name, Consumer<ObjectNode> change, String... findings) {
        return pageAs(name, page -> page.with(change), findings);
    }

    private static Server pageAs(String name, UnaryOperator<Response> change, String... findings) {
        return server(name, proxy -> proxy.changingResponses(Response::isPage, change), findings);
    }

    private static Server row(String name, Consumer<ObjectNode> change, String... findings) {
        return page(name, page -> page.path("data").forEach(row -> change.accept((ObjectNode) row)), findings);
    }

    /** Replaces a total that was requested; null removes it. */
    private static Server total(String name, Function<ObjectNode, JsonNode> total, String... findings) {
        return page(
                name,
                page -> {
                    if (page.has("total")) {
                        JsonNode other = total.apply(page);
                        page.remove("total");
                        if (other != null) {
                            page.set("total", other);
                        }
                    }
                },
                findings);
    }

    private static Server error(String name, Consumer<ObjectNode> change, String... findings) {
        return errorAs(name, error -> error.with(change), findings);
    }

    private static Server errorAs(String name, UnaryOperator<Response> change, String... findings) {
        return server(name, proxy -> proxy.changingResponses(Response::isError, change), findings);
    }

    private static Server status(String name, int status, int other, String... findings) {
        return server(
                name,
                proxy -> proxy.changingResponses(
                        response -> response.status() == status,
                        response ->
                                response.with(json -> json.put("status", other)).withStatus(other)),
                findings);
    }

    private static Server token(String name, Consumer<ObjectNode> change, String... findings) {
        return server(
                name, proxy -> proxy.changingResponses(DriftTest::isToken, token -> token.with(change)), findings);
    }

    private static boolean isToken(Response response) {
        return response.status() == 200 && response.text().contains("expires_in");
    }

    /** Changes requests on their way to the sandbox, so that it accepts wrong ones, or refuses right ones. */
    private static Server lax(String name, UnaryOperator<Request> other, String... findings) {
        return server(name, proxy -> proxy.changingRequests(other), findings);
    }

    private static byte[] zipped(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return zipped.toByteArray();
    }
}
