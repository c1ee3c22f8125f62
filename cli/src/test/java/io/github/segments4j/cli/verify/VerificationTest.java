package io.github.segments4j.cli.verify;

import static io.github.segments4j.sandbox.Fault.status;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.github.segments4j.AuthenticationException;
import io.github.segments4j.ConnectionException;
import io.github.segments4j.RateLimiter;
import io.github.segments4j.ServerException;
import io.github.segments4j.cli.verify.report.CheckResult;
import io.github.segments4j.cli.verify.report.Obstacle;
import io.github.segments4j.cli.verify.report.Report;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.Paging;
import io.github.segments4j.sandbox.Sandbox;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Servers that keep to the contract, in every way that it allows, and servers that can't be verified. */
class VerificationTest {
    private static final Set<String> CHECKED_KEYWORDS = Set.of(
            "$ref",
            "type",
            "format",
            "description",
            "required",
            "properties",
            "items",
            "example",
            "default",
            "nullable",
            "title",
            "deprecated");

    @ParameterizedTest
    @EnumSource
    void thereAreNoFindingsUnderAnyKindOfRateLimit(Limit limit) throws IOException {
        try (Sandbox sandbox = Sandbox.builder().segments(250).rateLimit(limit).start()) {
            Report report = VerificationRunner.of(sandbox.baseUrl(), sandbox, 12, RateLimiter.perSecond(10));

            assertAgrees(report);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 5, 6, 100, 101, 5_000, 5_001, 100_000})
    void thereAreNoFindingsForAnyNumberOfSegments(int segments) throws IOException {
        try (Sandbox sandbox =
                Sandbox.builder().segments(segments).rateLimit(Limit.NONE).start()) {
            assertAgrees(VerificationRunner.of(sandbox.baseUrl(), sandbox));
        }
    }

    @Test
    void withAnApiKeyTheAccessTokenIsCheckedToo() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            Report report = VerificationRunner.withApiKey(sandbox.baseUrl(), sandbox);

            assertAgrees(report);
            assertThat(report.results()).allMatch(result -> result.obstacle().isEmpty());
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 10, 30})
    void noMorePagesAreRequestedThanAllowed(int maxPages) throws IOException {
        try (Sandbox sandbox =
                Sandbox.builder().segments(100_000).rateLimit(Limit.NONE).start()) {
            Report report = VerificationRunner.of(sandbox.baseUrl(), sandbox, maxPages, VerificationRunner.UNLIMITED);

            assertAgrees(report);
            long pages = sandbox.requests().all().stream()
                    .filter(request -> request.status() == 200)
                    .count();
            assertThat(pages).isEqualTo(report.pages()).isLessThanOrEqualTo(maxPages);
        }
    }

    @Test
    void everyRequestTakesAPermitAndIsCounted() throws IOException {
        AtomicInteger permits = new AtomicInteger();
        AtomicInteger answered = new AtomicInteger();
        RateLimiter counting = new RateLimiter() {
            @Override
            public long acquire(Duration atMost) {
                return permits.incrementAndGet();
            }

            @Override
            public void answered(long permit, Duration holdBack) {
                answered.incrementAndGet();
            }
        };
        try (Sandbox sandbox =
                Sandbox.builder().segments(25).rateLimit(Limit.NONE).start()) {
            Report report = VerificationRunner.of(sandbox.baseUrl(), sandbox, 10, counting);

            assertThat(sandbox.requests().all()).hasSize(permits.get()).hasSize(answered.get());
            assertThat(report.requests()).isEqualTo(permits.get());
        }
    }

    @Test
    void onlySafeMethodsAreUsed() throws IOException {
        try (Sandbox sandbox =
                Sandbox.builder().segments(25).rateLimit(Limit.NONE).start()) {
            VerificationRunner.of(sandbox.baseUrl(), sandbox);

            assertThat(sandbox.requests().all())
                    .allMatch(request -> List.of("GET", "PROPFIND").contains(request.method()));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"next_token\":\"\",", "\"next_token\":null,"})
    void anEmptyOrNullTokenEndsTheListing(String end) throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    page -> page.isPage() && !page.text().contains("next_token"),
                    page -> page.withBody(page.text().replaceFirst("\\{", "{" + end)));

            assertAgrees(VerificationRunner.of(proxy.baseUrl(), sandbox));
        }
    }

    @Test
    void aPageMayHaveFewerRowsThanTheLimit() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingRequests(
                    request -> request.value("limit").matches("[3-9]|\\d\\d+") ? request.with("limit", "3") : request);

            assertAgrees(VerificationRunner.of(proxy.baseUrl(), sandbox));
        }
    }

    @Test
    void aMaximumLimitIsInformationalAndTheOtherChecksStillRun() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(1_000).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingRequests(request -> request.value("limit").matches("1[0-9][1-9]|[2-9]\\d\\d")
                    ? request.with("limit", "too-much")
                    : request);

            Report report = VerificationRunner.of(proxy.baseUrl(), sandbox);

            assertThat(VerificationRunner.titles(report)).containsExactly("informational: large-limit-refused");
            assertThat(report.differs()).isFalse();
        }
    }

    @Test
    void aSmallMaximumIsInformationalToo() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(1_000).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingRequests(request ->
                    request.value("limit").matches("[5-9]\\d|\\d{3,}") ? request.with("limit", "too-much") : request);

            Report report = VerificationRunner.of(proxy.baseUrl(), sandbox);

            assertThat(VerificationRunner.titles(report)).containsExactly("informational: large-limit-refused");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3})
    void aSegmentThatIsAddedFirstMeanwhileIsNoChangeOfTheOrder(int moment) throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            AtomicInteger firstPages = new AtomicInteger();
            proxy.changingResponses(
                    page -> page.isPage() && !page.request().has("next_token") && firstPages.incrementAndGet() > moment,
                    page -> page.with(json -> {
                        ArrayNode rows = (ArrayNode) json.path("data");
                        rows.insertObject(0)
                                .put("id", "added")
                                .put("name", "Added")
                                .put("status", "active");
                        if (rows.size() > Integer.parseInt(page.request().value("limit"))) {
                            rows.remove(rows.size() - 1);
                        }
                    }));

            assertThat(VerificationRunner.titles(VerificationRunner.of(proxy.baseUrl(), sandbox)))
                    .doesNotContain("new: order-changes", "breaks: id-changes");
        }
    }

    @Test
    void gzipMayHaveSeveralMembers() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    TamperingProxy.Response::isPage,
                    page -> page.withHeader("Content-Encoding", "gzip").withBody(inMembers(page.body())));

            assertAgrees(VerificationRunner.of(proxy.baseUrl(), sandbox));
        }
    }

    private static byte[] inMembers(byte[] body) {
        ByteArrayOutputStream zipped = new ByteArrayOutputStream();
        int half = body.length / 2;
        for (byte[] part :
                List.of(Arrays.copyOf(body, half), new byte[0], Arrays.copyOfRange(body, half, body.length))) {
            try (GZIPOutputStream gzip = new GZIPOutputStream(zipped)) {
                gzip.write(part);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return zipped.toByteArray();
    }

    @Test
    void segmentsThatAreAddedMeanwhileAreNotADisagreement() throws IOException {
        try (Sandbox sandbox = Sandbox.builder()
                        .segments(25)
                        .paging(Paging.LIVE)
                        .rateLimit(Limit.NONE)
                        .start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            AtomicInteger pages = new AtomicInteger();
            proxy.changingRequests(request -> {
                if (request.has("next_token") && pages.incrementAndGet() == 2) {
                    sandbox.segments().add("New segment");
                }
                return request;
            });

            assertAgrees(VerificationRunner.of(proxy.baseUrl(), sandbox));
        }
    }

    @Test
    void transientErrorsAreRetried() throws IOException {
        try (Sandbox sandbox =
                Sandbox.builder().segments(25).rateLimit(Limit.NONE).start()) {
            sandbox.faults().next(status(503)).times(2);

            assertAgrees(VerificationRunner.of(sandbox.baseUrl(), sandbox));
        }
    }

    @Test
    void anErrorThatPersistsLeavesTheCheckIncomplete() throws IOException {
        try (Sandbox sandbox =
                        Sandbox.builder().segments(25).rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingResponses(
                    response -> response.request().value("limit").equals("many"), response -> response.withStatus(503));

            Report report = VerificationRunner.of(proxy.baseUrl(), sandbox);

            assertThat(report.findings()).isEmpty();
            assertThat(report.isComplete()).isFalse();
            assertThat(report.has(Obstacle.Kind.RATE_LIMITED)).isFalse();
            assertThat(report.results())
                    .filteredOn(result -> result.check().equals("wrong-limit"))
                    .singleElement()
                    .satisfies(
                            result -> assertThat(result.obstacle().orElseThrow().reason())
                                    .isEqualTo("GET /api/segments was answered 503, after 3 attempts"));
        }
    }

    @Test
    void wrongCredentialsAreNotAFinding() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingRequests(request -> request.withHeader("Authorization", "Bearer expired"));

            assertNothingIsChecked(VerificationRunner.of(proxy.baseUrl(), sandbox), AuthenticationException.class);
        }
    }

    @Test
    void aWrongApiKeyIsNotAFinding() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start();
                TamperingProxy proxy = new TamperingProxy(sandbox)) {
            proxy.changingRequests(request -> request.withBody(request.body() + "x"));

            Report report = VerificationRunner.withApiKey(proxy.baseUrl(), sandbox);

            assertNothingIsChecked(report, AuthenticationException.class);
            assertThat(reasons(report))
                    .anyMatch(reason -> reason.startsWith("access-token: POST http"))
                    .contains("first-page: there is no access token");
        }
    }

    @Test
    void aServerThatFailsIsNotAFinding() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            sandbox.faults().always(status(503));

            Report report = VerificationRunner.of(sandbox.baseUrl(), sandbox);

            assertNothingIsChecked(report, ServerException.class);
            assertThat(reasons(report))
                    .anyMatch(reason -> reason.startsWith("first-page: GET http"))
                    .contains("paging: the first page could not be read");
        }
    }

    @Test
    void aTokenEndpointThatFailsIsNotAFinding() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            sandbox.faults().atTokenEndpoint().always(status(503));

            assertNothingIsChecked(VerificationRunner.withApiKey(sandbox.baseUrl(), sandbox), ServerException.class);
        }
    }

    @Test
    void aServerThatCannotBeReachedIsNotAFinding() throws IOException {
        String gone;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            gone = "http://127.0.0.1:" + free.getLocalPort() + "/api";
        }
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            assertNothingIsChecked(VerificationRunner.of(gone, sandbox), ConnectionException.class);
            assertNothingIsChecked(VerificationRunner.withApiKey(gone, sandbox), ConnectionException.class);
        }
    }

    @Test
    void aServerThatIsTooSlowIsNotAFinding() throws IOException {
        try (Sandbox sandbox = Sandbox.builder().rateLimit(Limit.NONE).start()) {
            sandbox.faults().always(Fault.drip(10, Duration.ofHours(1)));

            Report report = VerificationRunner.within(Duration.ofMillis(200), sandbox);

            assertNothingIsChecked(report, ConnectionException.class);
            assertThat(report.failure().orElseThrow()).hasMessageContaining("within 0.2 s");
        }
    }

    private static void assertNothingIsChecked(Report report, Class<?> failure) {
        assertThat(report.failure()).containsInstanceOf(failure);
        assertThat(report.findings()).isEmpty();
        assertThat(report.isComplete()).isFalse();
        assertThat(report.results())
                .filteredOn(result -> result.obstacle().isEmpty())
                .extracting(CheckResult::check)
                .containsExactly("rate-limited");
    }

    private static List<String> reasons(Report report) {
        return report.results().stream()
                .filter(result -> result.obstacle().isPresent())
                .map(result -> result.check() + ": " + result.obstacle().get().reason())
                .toList();
    }

    @Test
    void aFieldThatIsAddedToTheContractIsNoLongerUnknown() throws IOException {
        String page = "{\"data\":[{\"id\":\"1\",\"name\":\"A\",\"status\":\"active\",\"created_at\":\"2026-11-01\"}]}";
        String document = contract();
        String more = document.replaceFirst(
                "(?m)^    Segment:\n(.*\n)*?      properties:\n", "$0        created_at:\n          type: string\n");

        assertThat(differences(document, page)).singleElement().asString().contains("created_at");
        assertThat(more).isNotEqualTo(document);
        assertThat(differences(more, page)).isEmpty();
    }

    /** Otherwise a difference from a new keyword, such as oneOf, would go unnoticed. */
    @Test
    void theSchemasOfTheContractUseOnlyKeywordsThatAreChecked() throws IOException {
        ObjectNode schemas = (ObjectNode) new YAMLMapper().readTree(contract()).at("/components/schemas");
        schemas.remove("AccessTokenRequest"); // Only answers are compared.

        assertThat(schemas.properties())
                .filteredOn(schema -> !schema.getKey().endsWith("Request")) // Only answers are compared.
                .isNotEmpty()
                .allSatisfy(schema -> assertKeywordsAreChecked(schema.getValue()));
    }

    private static void assertKeywordsAreChecked(JsonNode schema) {
        assertThat(schema.fieldNames())
                .toIterable()
                .filteredOn(keyword -> !keyword.startsWith("x-"))
                .isSubsetOf(CHECKED_KEYWORDS);
        schema.path("properties").forEach(VerificationTest::assertKeywordsAreChecked);
        if (schema.has("items")) {
            assertKeywordsAreChecked(schema.path("items"));
        }
    }

    private static List<Schema.Difference> differences(String document, String page) throws IOException {
        Contract contract = Contract.read(new ByteArrayInputStream(document.getBytes(StandardCharsets.UTF_8)));
        List<Schema.Difference> differences = new ArrayList<>();
        contract.segments().schema(200).orElseThrow().compare(new JsonMapper().readTree(page), differences::add);
        return differences;
    }

    private static String contract() throws IOException {
        try (InputStream in = VerificationTest.class
                .getClassLoader()
                .getResourceAsStream("io/github/segments4j/contract/segments.yaml")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertAgrees(Report report) {
        assertThat(VerificationRunner.titles(report)).isEmpty();
        assertThat(report.isComplete()).isTrue();
        assertThat(report.differs()).isFalse();
    }
}
