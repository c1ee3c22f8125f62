package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.AuthenticationException;
import io.github.segments4j.InvalidRequestException;
import io.github.segments4j.ListOptions;
import io.github.segments4j.PermissionException;
import io.github.segments4j.ProtocolException;
import io.github.segments4j.RateLimitedException;
import io.github.segments4j.SegmentPage;
import io.github.segments4j.SegmentsClient;
import io.github.segments4j.SegmentsClientBuilder;
import io.github.segments4j.SegmentsEvent;
import io.github.segments4j.SegmentsException;
import io.github.segments4j.ServerException;
import io.github.segments4j.model.Segment;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The client against Prism, with every answer that the contract has an example of. */
@PrismTest
class ClientAgainstPrismTest {
    private static final JsonNode VIEW = ConsumerView.of(KeptContract.current());
    private static final JsonNode LIST = VIEW.path("paths").path("/segments").path("get");
    private static final JsonNode TOKEN =
            VIEW.path("paths").path("/v0/oauth2/token").path("post");

    private record Example(int status, String name, JsonNode value) {
        String preferred() {
            return "code=" + status + ", example=" + name;
        }

        @Override
        public String toString() {
            return status + " " + name;
        }
    }

    private final List<SegmentsEvent> events = new ArrayList<>();
    private String url;
    private Prefer http;

    @BeforeEach
    void remember(Prism prism) {
        url = prism.url();
    }

    @AfterEach
    void whatWasSentIsByTheContract() {
        assertThat(http.violations()).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("pages")
    void eachPageComesAsTheContractHasIt(Example example) {
        SegmentPage page =
                client(example.preferred()).page(ListOptions.defaults().withTotal());

        JsonNode value = example.value();
        assertThat(page.data()).as(example.toString()).isEqualTo(segments(value));
        assertThat(page.nextToken().orElse(""))
                .isEqualTo(value.path("next_token").asText(""));
        assertThat(page.total().orElse(-1)).isEqualTo(value.path("total").asLong(-1));
    }

    @Test
    void firstMiddleAndLastPageMakeOneListing() {
        Example first = example(LIST, "firstPage");
        Example middle = example(LIST, "middlePage");
        Example last = example(LIST, "lastPageNoToken");
        SegmentsClient client = client(request -> {
            String query = request.uri().getRawQuery();
            return query == null || !query.contains("next_token=")
                    ? first.preferred()
                    : query.contains("next_token="
                                    + first.value().path("next_token").asText())
                            ? middle.preferred()
                            : last.preferred();
        });

        List<Segment> listed = client.list().stream().toList();

        assertThat(listed)
                .isEqualTo(Stream.of(first, middle, last)
                        .flatMap(page -> segments(page.value()).stream())
                        .toList());
        assertThat(http.sent()).hasSize(3);
        assertThat(http.sent().get(2).uri().getRawQuery())
                .contains("next_token=" + middle.value().path("next_token").asText());
    }

    @Test
    void whatTheOptionsAskForIsSentUnderTheContractsNames() {
        ListOptions options =
                ListOptions.pageSize(7).withStartingAt("HIJk4lmNOp5q6R").withTotal();

        client(example(LIST, "middlePage").preferred()).page(options);

        HttpRequest request = http.sent().get(0);
        List<String> query = List.of(request.uri().getQuery().split("&", -1));
        assertThat(query).containsExactlyInAnyOrder("limit=7", "next_token=HIJk4lmNOp5q6R", "with_total=true");
        assertThat(request.headers().firstValue("amperity-tenant")).hasValue("acme");
        assertThat(request.headers().firstValue("api-version"))
                .hasValue(VIEW.at("/info/version").asText());
        assertThat(query).allMatch(each -> parameters().contains("query " + each.replaceFirst("=.*", "")));
        assertThat(parameters()).contains("header amperity-tenant", "header api-version");
    }

    @Test
    void countIsTheTotalOfOneRequest() {
        Example example = example(LIST, "withTotal");

        assertThat(client(example.preferred()).count())
                .isEqualTo(example.value().path("total").asLong());

        assertThat(http.sent()).hasSize(1);
    }

    @Test
    void aPageWithTheSameTokenForEverEndsTheListingWithAnError() {
        SegmentsClient client = client("");
        List<Segment> listed = new ArrayList<>();

        assertThatThrownBy(() -> client.list().forEach(listed::add))
                .isInstanceOf(ProtocolException.class)
                .hasMessageContaining("paging does not end");

        assertThat(http.sent()).hasSize(2);
        assertThat(listed).isEqualTo(segments(example(LIST, "firstPage").value()));
    }

    @ParameterizedTest
    @MethodSource("refusalsOfAPage")
    void eachRefusalOfAPageIsAnErrorOfItsTypeWithTheServersWords(Example example) {
        SegmentsException error = failure(client(example.preferred()));

        assertItSays(error, example, "GET " + url + "/segments");
    }

    @ParameterizedTest
    @MethodSource("refusalsOfAToken")
    void eachRefusalOfAnAccessTokenIsAnErrorOfItsTypeWithTheServersWords(Example example) {
        SegmentsException error = failure(keyed(example.preferred()));

        assertItSays(error, example, "POST " + url + "/v0/oauth2/token");
        assertThat(http.sent()).extracting(HttpRequest::method).containsOnly("POST");
    }

    @Test
    void anApiKeyIsExchangedForTheAccessTokenThatThePageIsAskedForWith() {
        Example example = example(TOKEN, "accessToken");

        keyed(example.preferred()).page(ListOptions.defaults());

        assertThat(http.sent()).extracting(HttpRequest::method).containsExactly("POST", "GET");
        assertThat(http.sent().get(1).headers().firstValue("Authorization"))
                .hasValue("Bearer " + example.value().path("access_token").asText());
    }

    @Test
    void aRetirementInTheHeadersReachesTheListener() {
        client("").page(ListOptions.defaults());

        assertThat(events)
                .filteredOn(SegmentsEvent.Deprecation.class::isInstance)
                .hasSize(1);
    }

    static Stream<Example> pages() {
        return examples(LIST).filter(example -> example.status() == 200);
    }

    static Stream<Example> refusalsOfAPage() {
        return examples(LIST).filter(example -> example.status() != 200);
    }

    static Stream<Example> refusalsOfAToken() {
        return examples(TOKEN).filter(example -> example.status() != 200);
    }

    private static Stream<Example> examples(JsonNode operation) {
        return operation.path("responses").properties().stream()
                .flatMap(response -> response.getValue().at("/content/application~1json/examples").properties().stream()
                        .map(example -> new Example(
                                response.getKey().equals("default")
                                        ? example.getValue().at("/value/status").asInt()
                                        : Integer.parseInt(response.getKey()),
                                example.getKey(),
                                example.getValue().path("value"))));
    }

    private static List<String> parameters() {
        return LIST.path("parameters").properties().stream()
                .map(Map.Entry::getKey)
                .toList();
    }

    private static Example example(JsonNode operation, String name) {
        return examples(operation)
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<Segment> segments(JsonNode page) {
        return StreamSupport.stream(page.path("data").spliterator(), false)
                .map(ClientAgainstPrismTest::segment)
                .toList();
    }

    private static Segment segment(JsonNode row) {
        Segment.Builder segment = Segment.builder();
        new ObjectMapper()
                .convertValue(row, new TypeReference<Map<String, Object>>() {})
                .forEach(segment::field);
        return segment.build();
    }

    private static SegmentsException failure(SegmentsClient client) {
        return catchThrowableOfType(SegmentsException.class, () -> client.page(ListOptions.defaults()));
    }

    private static void assertItSays(SegmentsException error, Example example, String request) {
        assertThat(error)
                .as(example.toString())
                .isExactlyInstanceOf(typeOf(example.status()))
                .hasMessageContaining(request);
        assertThat(error.status()).hasValue(example.status());
        assertThat(error.serverMessage())
                .hasValue(example.value().path("message").asText());
        assertThat(error.requestId())
                .hasValue(example.value().path("request_id").asText());
        assertThat(error.traceId()).hasValue(example.value().path("trace_id").asText());
    }

    /** The table in docs/java-client.md. */
    private static Class<? extends SegmentsException> typeOf(int status) {
        return switch (status) {
            case 401 -> AuthenticationException.class;
            case 403 -> PermissionException.class;
            case 429 -> RateLimitedException.class;
            default -> status >= 500 ? ServerException.class : InvalidRequestException.class;
        };
    }

    private SegmentsClient client(String preferred) {
        return client(request -> preferred);
    }

    private SegmentsClient client(Function<HttpRequest, String> preference) {
        return builder(preference).accessToken("an.access.token").build();
    }

    /** What is preferred is the answer to the API key. */
    private SegmentsClient keyed(String preferred) {
        return builder(request -> request.method().equals("POST") ? preferred : "")
                .apiKey("an-api-key-id", "an-api-key-secret")
                .build();
    }

    private SegmentsClientBuilder builder(Function<HttpRequest, String> preference) {
        http = new Prefer(preference);
        return SegmentsClient.builder()
                .baseUrl(url)
                .tenant("acme")
                .attempts(1)
                // The mock's 429 asks to wait a second, for ever.
                .longestRetryAfter(Duration.ofMillis(1))
                .rateLimiter(new NoRateLimit())
                .httpClient(http)
                .listener(events::add);
    }
}
