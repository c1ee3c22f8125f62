package io.github.segments4j;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import feign.Request;
import feign.TypedResponse;
import java.io.File;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The vectors of {@code conformance/vectors/} for retries, Retry-After and tokens, the same for every language. See {@link
 * PacerVectorsTest} for the pacer.
 */
class VectorsTest {
    private static final JsonNode RETRIES = file("retries");
    private static final JsonNode RETRY_AFTER = file("retry-after");
    private static final JsonNode TOKENS = file("tokens");
    private static final Request SOME_REQUEST =
            Request.create(Request.HttpMethod.GET, "http://127.0.0.1/rows", Map.of(), null, null, null);

    private final FakeTime time = new FakeTime();

    static List<JsonNode> backoffs() {
        return list(RETRIES.path("backoff"));
    }

    static Stream<Arguments> pages() {
        return named(RETRIES.path("pages"));
    }

    static Stream<Arguments> retryAfters() {
        return named(RETRY_AFTER.path("vectors"));
    }

    static Stream<Arguments> listings() {
        return named(TOKENS.path("vectors"));
    }

    @ParameterizedTest
    @MethodSource("backoffs")
    void theBackoffIsThatOfTheVectors(JsonNode vector) {
        Backoff backoff = backoff(vector.path("random").asDouble());

        assertThat(backoff.after(vector.path("failures").asInt()).toMillis())
                .isCloseTo(vector.path("millis").asLong(), within(1L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void pagesAreRetriedAsTheVectorsSay(String name, JsonNode vector) {
        Iterator<JsonNode> failures = vector.path("failures").iterator();
        Deadline deadline = Deadline.ofPage(millis(vector.path("deadlineMillis")), time);
        RetryLoop loop = new RetryLoop(
                RETRIES.at("/x-retries/attempts").asInt(),
                backoff(vector.path("random").asDouble()),
                millis(RETRIES.at("/x-retries/longestRetryAfterMillis")),
                event -> {},
                time);
        int requests;
        String end;
        try {
            List<Boolean> sent = new ArrayList<>();
            requests = loop.call(new PagePosition(1, null), deadline, () -> {
                sent.add(true);
                if (failures.hasNext()) {
                    throw failure(failures.next());
                }
                return sent.size();
            });
            end = "page";
        } catch (SegmentsException e) {
            requests = e.attempts();
            end = "failure";
        }

        assertThat(end).isEqualTo(vector.path("ends").asText());
        assertThat(requests).isEqualTo(vector.path("requests").asInt());
        assertThat(time.sleeps)
                .extracting(Duration::toMillis)
                .usingElementComparator((actual, expected) -> Math.abs(actual - expected) <= 1 ? 0 : 1)
                .containsExactlyElementsOf(list(vector.path("waits")).stream()
                        .map(JsonNode::asLong)
                        .toList());
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("retryAfters")
    void retryAfterIsReadAsTheVectorsSay(String name, JsonNode vector) {
        Map<String, Collection<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        Optional.ofNullable(vector.path("retryAfter").textValue())
                .ifPresent(value -> headers.put("Retry-After", List.of(value)));
        Optional.ofNullable(vector.path("date").textValue()).ifPresent(value -> headers.put("Date", List.of(value)));
        Instant now = Instant.ofEpochMilli(RETRY_AFTER.path("now").asLong());

        Duration wait = new ResponseHeaders(headers).retryAfter(now).orElse(Duration.ZERO);

        assertThat(wait.toMillis()).isCloseTo(vector.path("millis").asLong(), within(1L));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("listings")
    void aListingEndsAsTheVectorsSay(String name, JsonNode vector) {
        Iterator<JsonNode> answers = vector.path("answers").iterator();
        List<String> requests = new ArrayList<>();
        Endpoint<JsonNode, Rows> endpoint = new Endpoint<>(
                (position, deadline) -> {
                    requests.add(position.token());
                    return response(answers.next());
                },
                (position, response) -> new Rows(response.body()),
                UnaryOperator.identity());
        ListOptions options = ListOptions.defaults()
                .withMaxEmptyPages(TOKENS.path("maxEmptyPages").asInt());
        String start = vector.path("start").textValue();

        String end = "complete";
        try (SegmentsClient client = new SegmentsClientBuilder(variable -> null, time)
                .tenant("acme")
                .accessToken("a-secret-token")
                .build()) {
            new Listing<>(client.fetcher, endpoint, start == null ? options : options.withStartingAt(start))
                    .rows()
                    .forEachRemaining(row -> {});
        } catch (ProtocolException e) {
            end = "protocol";
        }

        assertThat(requests)
                .isEqualTo(list(vector.path("requests")).stream()
                        .map(JsonNode::textValue)
                        .toList());
        assertThat(end).isEqualTo(vector.path("ends").asText());
    }

    private record Rows(List<Integer> data, Optional<String> nextToken) implements Page<Integer> {
        Rows(JsonNode answer) {
            this(
                    Collections.nCopies(answer.path("rows").asInt(), 0),
                    Page.token(Optional.ofNullable(answer.path("token").textValue())));
        }
    }

    @SuppressWarnings("unchecked") // Feign's builder returns a raw one.
    private static TypedResponse<JsonNode> response(JsonNode body) {
        return TypedResponse.<JsonNode>builder()
                .status(200)
                .headers(Map.of())
                .request(SOME_REQUEST)
                .body(body)
                .build();
    }

    private AttemptFailure failure(JsonNode failure) {
        time.pass(millis(failure.path("takesMillis")));
        int status = failure.path("status").asInt();
        Problem problem = Problem.of(
                status == 0 ? Problem.Kind.CONNECTION : Problem.Kind.SERVER,
                "it failed",
                status,
                Map.of(),
                failure.has("retryAfterMillis") ? millis(failure.path("retryAfterMillis")) : null);
        boolean isTransient = status == 0 || ErrorReader.TRANSIENT.contains(status);
        return new AttemptFailure(isTransient ? problem.asTransient() : problem);
    }

    private static Backoff backoff(double random) {
        JsonNode retries = RETRIES.path("x-retries");
        assertThat(retries.path("jitter").asDouble()).isEqualTo(Backoff.JITTER);
        return new Backoff(
                millis(retries.path("backoffMillis")), millis(retries.path("longestBackoffMillis")), () -> random);
    }

    private static Duration millis(JsonNode number) {
        return Duration.ofMillis(number.asLong());
    }

    private static Stream<Arguments> named(JsonNode vectors) {
        return list(vectors).stream()
                .map(vector -> Arguments.of(vector.path("name").asText(), vector));
    }

    private static List<JsonNode> list(JsonNode array) {
        return StreamSupport.stream(array.spliterator(), false).toList();
    }

    private static JsonNode file(String name) {
        try {
            return new JsonMapper().readTree(new File("../conformance/vectors/" + name + ".json"));
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
