package io.github.segments4j;

import static io.github.segments4j.ScriptedServer.json;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.entry;

import io.github.segments4j.model.Segment;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListingTest {
    private static final String SEED_PAGE = """
      {
        "total": 0,
        "next_token": "ABCa1bcdDEe2f3G",
        "data": [
          {
            "id": "ab-1CDEfGHI",
            "name": "Holiday Segment"
          },
          {
            "id": "cd-2FGHiJKL",
            "name": "Returning Customers"
          }
        ]
      }
      """;

    private final FakeTime time = new FakeTime();
    private ScriptedServer server;
    private SegmentsClient client;

    @BeforeEach
    void start() throws IOException {
        server = new ScriptedServer();
        client = server.client(time).build();
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void thePageOfTheVendorsDocumentationIsReadAndFollowed() {
        server.then(SEED_PAGE).then(page("", "ef-3"));

        List<Segment> rows = client.list().stream().toList();

        assertThat(rows)
                .containsExactly(
                        Segment.builder()
                                .id("ab-1CDEfGHI")
                                .name("Holiday Segment")
                                .build(),
                        Segment.builder()
                                .id("cd-2FGHiJKL")
                                .name("Returning Customers")
                                .build(),
                        Segment.builder()
                                .id("ef-3")
                                .name("ef-3")
                                .status("active")
                                .build());
        assertThat(server.asked.get(0).path()).isEqualTo("/api/segments");
        assertThat(server.asked.get(0).query()).isEmpty();
        assertThat(server.asked.get(0).headers().get("Authorization")).containsExactly("Bearer a-secret-token");
        assertThat(server.asked.get(0).headers().get("amperity-tenant")).containsExactly("acme");
        assertThat(server.asked.get(0).headers().get("api-version")).containsExactly("2024-04-01");
        assertThat(server.asked.get(1).query()).isEqualTo("next_token=ABCa1bcdDEe2f3G");
    }

    @Test
    void everyPageIsRequestedInTheVersionThatIsSet() throws IOException {
        server.then(SEED_PAGE).then(page("", "ef-3"));

        try (SegmentsClient early = server.client(time).apiVersion("unstable").build()) {
            assertThat(early.list().stream()).hasSize(3);
        }

        assertThat(server.asked)
                .extracting(request -> request.headers().get("api-version"))
                .containsExactly(List.of("unstable"), List.of("unstable"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"data\":[{\"id\":\"z\",\"name\":\"Z\"}]}",
                "{\"data\":[{\"id\":\"z\",\"name\":\"Z\"}],\"next_token\":null}",
                "{\"data\":[{\"id\":\"z\",\"name\":\"Z\"}],\"next_token\":\"\"}"
            })
    void anAbsentANullAndAnEmptyTokenAreTheEnd(String lastPage) {
        server.then(page("t1", "a")).then(lastPage);

        assertThat(client.list()).extracting(Segment::id).containsExactly("a", "z");
        assertThat(server.asked).hasSize(2);
    }

    @Test
    void anEmptyPageWithATokenIsNotTheEnd() {
        server.then(page("t1")).then(page("t2", "a")).then(page("t3")).then(page("", "b"));

        assertThat(client.list()).extracting(Segment::id).containsExactly("a", "b");
    }

    @Test
    void aTenantWithoutSegmentsHasOneEmptyPage() {
        server.then("{\"data\":[]}").then("{\"data\":[]}");

        assertThat(client.list()).isEmpty();
        Iterator<SegmentPage> pages = client.list().pages().iterator();
        assertThat(pages.next().data()).isEmpty();
        assertThat(pages.hasNext()).isFalse();
    }

    @Test
    void unknownFieldsAndAnUnknownStatusAreAcceptedAndReachTheCaller() {
        server.then("""
        {"next_token":"","page_size":1,"more":{"a":[1,{"b":null}]},
         "data":[{"id":"a","name":"A","status":"of-tomorrow","labels":["x"],"owner":{"id":7}}]}
        """);

        Segment row = client.list().iterator().next();

        assertThat(row.status()).hasValue("of-tomorrow");
        assertThat(row.fields())
                .containsExactly(
                        entry("id", "a"),
                        entry("name", "A"),
                        entry("status", "of-tomorrow"),
                        entry("labels", List.of("x")),
                        entry("owner", Map.of("id", 7)));
    }

    @Test
    void aTokenSeenBeforeEndsTheListingWithAnErrorBeforeARowComesTwice() {
        server.then(page("t1", "a")).then(page("t2", "b")).then(page("t1", "a"));
        List<String> rows = new ArrayList<>();

        ProtocolException error = catchThrowableOfType(
                ProtocolException.class, () -> client.list().forEach(segment -> rows.add(segment.id())));

        assertThat(rows).containsExactly("a", "b");
        assertThat(error).hasMessageContaining("page 3: ").hasMessageContaining("sent a next_token a second time");
    }

    @Test
    void moreThanAHundredEmptyPagesInARowEndTheListingWithAnError() {
        server.then(page("t", "a")).otherwise = emptyPages();
        List<String> rows = new ArrayList<>();

        ProtocolException error = catchThrowableOfType(
                ProtocolException.class, () -> client.list().forEach(segment -> rows.add(segment.id())));

        assertThat(rows).containsExactly("a");
        assertThat(server.asked).hasSize(102);
        assertThat(error).hasMessageContaining("page 102").hasMessageContaining("101 empty pages in a row");
    }

    @Test
    void aPageWithRowsStartsTheCountOfEmptyPagesAgain() {
        for (int i = 0; i < 3; i++) {
            server.then(page("e" + i)).then(page("f" + i)).then(page("g" + i, "row" + i));
        }
        server.then(page(""));

        assertThat(client.list(ListOptions.defaults().withMaxEmptyPages(2))).hasSize(3);
    }

    @Test
    void howManyEmptyPagesAreTooManyCanBeSet() {
        server.otherwise = emptyPages();

        assertThatThrownBy(() ->
                        client.list(ListOptions.defaults().withMaxEmptyPages(0)).forEach(segment -> {}))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("1 empty pages in a row");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aListingEndsAtItsDeadlineAndCanBeResumed() {
        server.then(page("t1", "a")).then(page("t2", "b")).then(page("t3", "c"));
        List<String> rows = new ArrayList<>();
        ListOptions options = ListOptions.defaults().withDeadline(Duration.ofMinutes(10));

        ConnectionException error = catchThrowableOfType(ConnectionException.class, () -> {
            for (Segment row : client.list(options)) {
                rows.add(row.id());
                time.pass(Duration.ofMinutes(5));
            }
        });

        assertThat(rows).containsExactly("a", "b");
        assertThat(error).hasMessageContaining("the listing's deadline has passed");
        assertThat(error.pageToken()).hasValue("t2");
    }

    @Test
    void noWaitReachesPastTheDeadlineOfTheListing() {
        server.otherwise = json(503, "{}");

        assertThatThrownBy(() -> client.list(ListOptions.defaults().withDeadline(Duration.ofSeconds(2)))
                        .forEach(segment -> {}))
                .isInstanceOf(ServerException.class)
                .hasMessageContaining("the listing's deadline leaves no time for another attempt");
        assertThat(time.passed()).isLessThan(Duration.ofSeconds(2));
    }

    @Test
    void aTokenThatLeadsToItselfEndsTheListingWithAnError() {
        server.then(page("t1", "b"));

        assertThatThrownBy(() ->
                        client.list(ListOptions.startingAt("t1")).iterator().hasNext())
                .isInstanceOf(ProtocolException.class);
        assertThat(server.asked).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "%2B",
                "+",
                "/",
                "=",
                "&",
                "#",
                " ",
                "😀",
                "a%2Bb+c/d=e&f#g h😀",
                "%",
                "%zz",
                "{x}",
                "a,b",
                "?",
                "\\",
                "\"",
                "é",
                "*~._-",
                "next_token=1&limit=2",
                ";",
                "\n"
            })
    void anOpaqueTokenComesBackToTheServerUnchanged(String token) {
        server.then(json(
                        200,
                        "{\"data\":[],\"next_token\":\""
                                + token.replace("\\", "\\\\")
                                        .replace("\"", "\\\"")
                                        .replace("\n", "\\n")
                                + "\"}"))
                .then(page("", "a"));

        assertThat(client.list(ListOptions.pageSize(7))).hasSize(1);

        assertThat(parameter(server.asked.get(1).query(), "next_token")).isEqualTo(token);
        assertThat(parameter(server.asked.get(1).query(), "limit")).isEqualTo("7");
    }

    @Test
    void nothingIsSentBeforeARowIsWantedAndNoPageBeforeItsTime() {
        server.then(page("t1", "a", "b")).then(page("", "c"));

        Iterator<Segment> rows = client.list().iterator();
        assertThat(server.asked).isEmpty();
        rows.next();
        rows.next();
        assertThat(server.asked).hasSize(1);
        assertThat(rows.hasNext()).isTrue();
        assertThat(server.asked).hasSize(2);
        rows.next();

        assertThat(rows.hasNext()).isFalse();
        assertThatThrownBy(rows::next).isInstanceOf(NoSuchElementException.class);
    }

    @Test
    void eachPassOverAListingStartsAnew() {
        server.then(page("t1", "a")).then(page("", "b")).then(page("t1", "a")).then(page("", "b"));

        SegmentListing listing = client.list();

        assertThat(listing.stream()).hasSize(2);
        assertThat(listing.stream()).hasSize(2);
    }

    @Test
    void thePageSizeIsAskedForOnEveryPageAndTheTotalOnTheFirstOnly() {
        server.then("{\"total\":2,\"next_token\":\"t1\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}")
                .then(page("", "b"));
        List<SegmentPage> pages = new ArrayList<>();

        client.list(ListOptions.pageSize(1).withTotal()).pages().forEach(pages::add);

        assertThat(pages).extracting(SegmentPage::total).containsExactly(OptionalLong.of(2), OptionalLong.empty());
        assertThat(server.asked.get(0).query()).isEqualTo("limit=1&with_total=true");
        assertThat(server.asked.get(1).query()).isEqualTo("limit=1&next_token=t1");
    }

    @Test
    void aPageKnowsTheTokenThatLeadsToItAndAListingResumesThere() {
        server.then(page("t1", "a")).then(page("", "b")).then(page("", "b"));
        List<SegmentPage> pages = new ArrayList<>();

        client.list().pages().forEach(pages::add);
        assertThat(client.list(ListOptions.startingAt("t1")))
                .extracting(Segment::id)
                .containsExactly("b");

        assertThat(pages).extracting(SegmentPage::pageToken).containsExactly(Optional.empty(), Optional.of("t1"));
        assertThat(server.asked.get(2).query()).isEqualTo("next_token=t1");
    }

    @Test
    void anErrorCarriesTheTokenToGoOnFrom() {
        server.then(page("t1", "a")).then(json(403, "{}")).then(page("", "b"));
        List<String> rows = new ArrayList<>();

        SegmentsException error = catchThrowableOfType(
                SegmentsException.class, () -> client.list().forEach(segment -> rows.add(segment.id())));
        client.list(ListOptions.startingAt(error.pageToken().orElseThrow())).forEach(segment -> rows.add(segment.id()));

        assertThat(rows).containsExactly("a", "b");
    }

    @Test
    void afterAnErrorAnIteratorTriesTheSamePageAgain() {
        server.then(page("t1", "a"))
                .then(json(400, "{\"status\":400,\"message\":\"not now\"}"))
                .then(page("", "b"));

        Iterator<SegmentPage> pages = client.list().pages().iterator();
        pages.next();

        assertThatThrownBy(pages::next)
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("page 2: ");
        assertThat(pages.next().data()).hasSize(1);
    }

    @Test
    void aTotalThatNobodyAskedForIsNotPassedOn() {
        server.then(SEED_PAGE);

        assertThat(client.list().pages().iterator().next().total()).isEmpty();
    }

    @Test
    void countAsksOnceForATotalAndOneRow() {
        server.then("{\"total\":5000000000,\"next_token\":\"t\",\"data\":[{\"id\":\"a\",\"name\":\"A\"}]}");

        assertThat(client.count()).isEqualTo(5_000_000_000L);
        assertThat(server.asked).hasSize(1);
        assertThat(server.asked.get(0).query()).isEqualTo("limit=1&with_total=true");
    }

    @Test
    void countWithoutATotalIsAProtocolError() {
        server.then(page("", "a"));

        assertThatThrownBy(client::count).isInstanceOf(ProtocolException.class).hasMessageContaining("total");
    }

    @Test
    void closingTheClientEndsARetryThatIsUnderWay() {
        SegmentsClient[] closed = new SegmentsClient[1];
        server.otherwise = exchange -> {
            closed[0].close();
            json(503, "{}").to(exchange);
        };
        closed[0] = server.client(time).build();

        assertThatThrownBy(closed[0]::count)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("This client is closed");
        assertThat(server.asked).hasSize(1);
    }

    @Test
    void aClientThatIsClosedWhileARequestWaitsForTheLimiterSendsNothing() {
        SegmentsClient[] closed = new SegmentsClient[1];
        RateLimiter closing = new RateLimiter() {
            @Override
            public long acquire(Duration atMost) {
                closed[0].close();
                return 1;
            }

            @Override
            public void answered(long permit, Duration holdBack) {}
        };
        closed[0] = server.client(time).rateLimiter(closing).build();

        assertThatThrownBy(closed[0]::count).isInstanceOf(IllegalStateException.class);
        assertThat(server.asked).isEmpty();
    }

    @Test
    void anIteratorThatIsClosedInTheMiddleOfAPageHandsOutNoMoreRows() {
        server.then(page("t", "a", "b"));
        CloseableIterator<Segment> rows = client.list().iterator();
        rows.next();

        rows.close();

        assertThatThrownBy(rows::next).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(rows::hasNext).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void aSupplierIsAskedBeforeEachRequestAndOnceMoreAfterARejection() {
        Iterator<String> tokens = List.of("one", "two", "three", "four").iterator();
        server.then(page("t1", "a")).then(json(401, "{}")).then(page("", "b"));

        try (SegmentsClient rotating =
                server.client(time).accessToken(tokens::next).build()) {
            assertThat(rotating.list()).extracting(Segment::id).containsExactly("a", "b");
        }

        assertThat(server.asked)
                .extracting(asked -> asked.headers().getFirst("Authorization"))
                .containsExactly("Bearer one", "Bearer two", "Bearer three");
    }

    @Test
    void whatASupplierThrowsReachesTheCaller() {
        try (SegmentsClient failing = server.client(time)
                .accessToken(() -> {
                    throw new IllegalStateException("the vault is closed");
                })
                .build()) {
            assertThatThrownBy(failing::count)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessage("the vault is closed");
        }
        assertThat(server.asked).isEmpty();
    }

    @Test
    void aClosedClientSendsNothing() {
        SegmentListing listing = client.list();
        Iterator<SegmentPage> pages = listing.pages().iterator();
        client.close();

        assertThatThrownBy(client::list).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(client::count).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(pages::next).isInstanceOf(IllegalStateException.class);
        assertThat(server.asked).isEmpty();
    }

    private ScriptedServer.Answer emptyPages() {
        return exchange -> json(200, page("empty-" + server.asked.size())).to(exchange);
    }

    static String page(String nextToken, String... ids) {
        List<String> rows = new ArrayList<>();
        for (String id : ids) {
            rows.add("{\"id\":\"" + id + "\",\"name\":\"" + id + "\",\"status\":\"active\"}");
        }
        return "{\"next_token\":\"" + nextToken + "\",\"data\":[" + String.join(",", rows) + "]}";
    }

    private static String parameter(String query, String name) {
        for (String pair : query.split("&", -1)) {
            if (pair.startsWith(name + "=")) {
                return URLDecoder.decode(pair.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        throw new AssertionError("no " + name + " in " + query);
    }
}
