package io.github.segments4j.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.data.SeededSegments;
import io.github.segments4j.sandbox.data.Segment;
import io.github.segments4j.sandbox.data.SegmentList;
import io.github.segments4j.sandbox.http.Response;
import io.github.segments4j.sandbox.json.JsonReader;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SegmentsEndpointTest {
    @ParameterizedTest
    @CsvSource({
        "0, 1",
        "1, 1",
        "250, 1",
        "250, 7",
        "250, 100",
        "250, 125",
        "250, 249",
        "250, 250",
        "250, 251",
        "1001, 1000"
    })
    void aListingReturnsEverySegmentOnceAndInOrder(int segments, int limit) {
        Api api = Api.of(segments);

        List<String> ids = api.list(limit, "");

        assertThat(ids).isEqualTo(Api.ids(new SeededSegments(segments, 42)));
    }

    @Test
    void aPageHas100RowsByDefaultAnd1000AtMost() {
        Api api = Api.of(3000);

        assertThat(Api.ids(api.get(""))).hasSize(100);
        assertThat(Api.ids(api.get("limit=2147483647"))).hasSize(1000);
    }

    @Test
    void theLastPageHasNoTokenAndATenantWithoutSegmentsHasAnEmptyPage() {
        assertThat(Api.of(0).get("").body()).isEqualTo("{\"data\":[]}");
        assertThat(Api.of(1).get("").body()).doesNotContain("next_token");
    }

    @Test
    void theTotalIsReturnedOnlyOnRequest() {
        assertThat(Api.of(5).get("with_total=true").body()).startsWith("{\"total\":5,");
        assertThat(Api.of(5).get("with_total=false").body()).doesNotContain("total");
        assertThat(Api.of(5).get("").body()).doesNotContain("total");
    }

    @Test
    void thePageSizeMayChangeBetweenPages() {
        Api api = Api.of(20);

        String token = Api.nextToken(api.get("limit=3"));

        assertThat(Api.ids(api.get("limit=5&next_token=" + token)))
                .isEqualTo(Api.ids(new SeededSegments(20, 42)).subList(3, 8));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "limit=0",
                "limit=-1",
                "limit=",
                "limit",
                "limit=abc",
                "limit=1.5",
                "limit=2147483648",
                "limit=1&limit=2",
                "limit=%2B5",
                "with_total=",
                "with_total=TRUE",
                "with_total=1",
                "next_token=",
                "next_token=null",
                "next_token=abc",
                "next_token=%00",
                "next_token=ABCa1bcdDEe2f3G",
                "limit=%zz",
                "api_version=2023-01-01",
                "api_version="
            })
    void anInvalidParameterIsRefused(String query) {
        Response answer = Api.of(10).get(query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.body())
                .startsWith("{\"status\":400,\"message\":\"")
                .contains("\"request_id\":\"", "\"trace_id\":\"");
    }

    @Test
    void anUnknownParameterIsIgnored() {
        assertThat(Api.of(1).get("sort=name&x").status()).isEqualTo(200);
    }

    @Test
    void aTokenAlteredAnywhereIsRefused() {
        Api api = Api.of(10);
        String token = Api.nextToken(api.get("limit=1"));

        for (int i = 0; i < token.length(); i++) {
            char other = token.charAt(i) == 'A' ? 'B' : 'A';
            String altered = token.substring(0, i) + other + token.substring(i + 1);
            assertThat(api.get("next_token=" + altered).status()).as(altered).isEqualTo(400);
        }
        assertThat(api.get("next_token=" + token + "=").status()).isEqualTo(400);
        assertThat(api.get("next_token=" + token).status()).isEqualTo(200);
    }

    /** The last digit of 40 bytes in Base64 has four spare bits, which decoders ignore. */
    @Test
    void aTokenInAnotherSpellingOfTheSameBytesIsRefused() {
        Api api = Api.of(10);
        String token = Api.nextToken(api.get("limit=1"));
        String beginning = token.substring(0, token.length() - 1);
        char last = token.charAt(token.length() - 1);

        String respelt = beginning + (char) (last + 1);

        assertThat(Base64.getUrlDecoder().decode(respelt))
                .isEqualTo(Base64.getUrlDecoder().decode(token));
        assertThat(api.get("next_token=" + respelt).body()).contains("not one that this server gave");
        assertThat(api.get("next_token=" + token).status()).isEqualTo(200);
    }

    @Test
    void aTokenOfAnotherSandboxIsRefused() {
        String token = Api.nextToken(Api.of(10).get("limit=1"));

        assertThat(Api.of(10).get("next_token=" + token).body()).contains("not one that this server gave");
    }

    @Test
    void aTokenExpiresAfterAnHour() {
        Api api = Api.of(10);
        String token = Api.nextToken(api.get("limit=1"));

        api.clock.advance(Duration.ofHours(1).minusMillis(1));
        assertThat(api.get("next_token=" + token).status()).isEqualTo(200);
        api.clock.advance(Duration.ofMillis(1));

        assertThat(api.get("next_token=" + token).body()).contains("\"status\":400", "has expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "Bearer",
                "Bearer ",
                "Bearer wrong",
                "Basic c2FuZGJveC1hY2Nlc3MtdG9rZW4=",
                "sandbox-access-token"
            })
    void aWrongAccessTokenIsRefusedAndNotShown(String authorization) {
        Response answer = Api.of(1).with("authorization", authorization).get("");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.headers()).containsEntry("WWW-Authenticate", "Bearer");
        assertThat(answer.body()).doesNotContain("wrong").doesNotContain("c2FuZGJveC");
    }

    @ParameterizedTest
    @ValueSource(strings = {"Bearer", "bearer", "BEARER"})
    void theSchemeOfAnAccessTokenMayBeInAnyCase(String scheme) {
        assertThat(Api.of(1)
                        .with("authorization", scheme + " sandbox-access-token")
                        .get("")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRequestAboveTheLimitIsRefusedWithTheRateAndTheConfiguredHeaders() {
        Response refused = Api.limited(() -> false).get("");

        assertThat(refused.status()).isEqualTo(429);
        assertThat(refused.body()).contains("\"status\":429", "the limit is 10 a second");
        assertThat(refused.headers()).containsEntry("Retry-After", "7");
    }

    @Test
    void everyHeaderIsRequiredAndTheVersionMayBeAParameter() {
        assertThat(Api.of(1).without("authorization").get("").status()).isEqualTo(401);
        assertThat(Api.of(1).without("amperity-tenant").get("").status()).isEqualTo(400);
        assertThat(Api.of(1).with("amperity-tenant", "other").get("").status()).isEqualTo(403);
        assertThat(Api.of(1).without("api-version").get("").status()).isEqualTo(400);
        assertThat(Api.of(1).with("api-version", "2023-01-01").get("").status()).isEqualTo(400);
        assertThat(Api.of(1).with("api-version", "unstable").get("").status()).isEqualTo(200);
        assertThat(Api.of(1)
                        .without("api-version")
                        .get("api_version=2024-04-01")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anyTextSurvivesInAName() {
        String name = "\"\\/\b\f\n\r\t\u0000\u001f\u007f\u2028\u2029é顧😀<&>=";
        Api api = Api.of(SegmentList.of(List.of(new Segment("a", name, Map.of()))));

        assertThat(JsonReader.object(api.get("").body()))
                .isEqualTo(Map.of("data", List.of(Map.of("id", "a", "name", name))));
    }

    @Test
    void aRefusedRequestCountsAgainstTheLimitUnlessItsTokenOrTenantIsWrong() {
        AtomicInteger counted = new AtomicInteger();
        Api api = Api.limited(() -> counted.incrementAndGet() > 0);

        assertThat(api.get("limit=0").status()).isEqualTo(400);
        assertThat(api.get("next_token=unknown").status()).isEqualTo(400);
        assertThat(api.without("api-version").get("").status()).isEqualTo(400);
        assertThat(counted).hasValue(3);
        assertThat(api.with("amperity-tenant", "other").get("").status()).isEqualTo(403);
        assertThat(api.with("authorization", "Bearer unknown").get("").status()).isEqualTo(401);
        assertThat(counted).hasValue(3);
    }
}
