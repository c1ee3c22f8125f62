package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.segments4j.contract.Contract.Answered;
import io.github.segments4j.sandbox.Limit;
import io.github.segments4j.sandbox.RetryAfter;
import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.restassured.response.Response;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** All that the contract shows, had from the sandbox on demand, alone and with Prism in front. */
@SandboxTest(segments = 0)
class SandboxAnswersTest {
    static List<Answered> answers() {
        return Contract.answers();
    }

    @ParameterizedTest
    @MethodSource("answers")
    void theSandboxAnswersLikeEveryExample(Answered answer, Sandbox sandbox) {
        assertAnswersLike(answer, sandbox, sandbox.baseUrl());
    }

    @PrismTest
    @ParameterizedTest
    @MethodSource("answers")
    void soItDoesThroughPrism(Answered answer, ProxiedSandbox proxied) {
        assertAnswersLike(answer, proxied.sandbox(), proxied.url());
    }

    @ParameterizedTest
    @MethodSource("answers")
    void everyHeaderOfTheContractCanBeHad(Answered answer, Sandbox sandbox) {
        assertHasEveryHeader(answer, sandbox, sandbox.baseUrl());
    }

    @PrismTest
    @ParameterizedTest
    @MethodSource("answers")
    void soItCanThroughPrism(Answered answer, ProxiedSandbox proxied) {
        assertHasEveryHeader(answer, proxied.sandbox(), proxied.url());
    }

    @ParameterizedTest
    @EnumSource
    void everyKindOfLimitRefusesAsTheContractSays(Limit limit) {
        for (RetryAfter retryAfter : RetryAfter.values()) {
            try (Sandbox sandbox = Sandbox.builder()
                    .segments(1)
                    .rateLimit(limit)
                    .retryAfter(retryAfter)
                    .start()) {
                sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
                ApiRequest request = Vendor.segments(sandbox.tenant(), sandbox.accessToken());

                List<Response> responses = IntStream.rangeClosed(1, 11)
                        .mapToObj(i -> request.send(sandbox.baseUrl()))
                        .toList();

                Response eleventh = responses.get(10);
                assertThat(eleventh.statusCode()).isEqualTo(limit == Limit.NONE ? 200 : 429);
                assertThat(eleventh.headers().hasHeaderWithName("Retry-After"))
                        .isEqualTo(limit != Limit.NONE && retryAfter != RetryAfter.NONE);
                assertThat(responses)
                        .extracting(response -> Verdict.ofValidator(request, response))
                        .containsOnly(Verdict.VALID);
            }
        }
    }

    private static void assertAnswersLike(Answered answer, Sandbox sandbox, String baseUrl) {
        ApiRequest request = new OnDemand(sandbox, baseUrl).request(answer);

        Response response = request.send(baseUrl);

        assertThat(response.statusCode()).as("%s: status", answer).isEqualTo(answer.status());
        assertThat(response.contentType()).as("%s: content type", answer).isEqualTo(answer.mediaType());
        JsonNode body = json(response);
        switch (answer.operation() + (answer.status() == 200 ? " page" : " error")) {
            case "listSegments page" -> assertIsPageLike(answer, body);
            case "createAccessToken page" -> {
                assertHasFieldsOf(answer, body);
                assertThat(body.path("token_type"))
                        .as("%s: token_type", answer)
                        .isEqualTo(answer.body().path("token_type"));
            }
            default -> {
                assertHasFieldsOf(answer, body);
                assertThat(body.path("status").asInt())
                        .as("%s: status of the body", answer)
                        .isEqualTo(answer.status());
            }
        }
        assertThat(Verdict.ofPrism(response).ofAnswer()).as("%s: Prism", answer).isEmpty();
        assertThat(Verdict.ofValidator(request, response).ofAnswer())
                .as("%s: validator", answer)
                .isEmpty();
    }

    private static void assertHasEveryHeader(Answered answer, Sandbox sandbox, String baseUrl) {
        ApiRequest request = new OnDemand(sandbox, baseUrl).withEveryHeader(answer);

        Response response = request.send(baseUrl);

        assertThat(response.statusCode()).as("%s: status", answer).isEqualTo(answer.status());
        for (String header : answer.headers().keySet()) {
            assertThat(response.header(header))
                    .as("%s: header %s", answer, header)
                    .isNotBlank();
        }
        assertThat(Verdict.ofPrism(response)).as("%s: Prism", answer).isEqualTo(Verdict.VALID);
        assertThat(Verdict.ofValidator(request, response))
                .as("%s: validator", answer)
                .isEqualTo(Verdict.VALID);
    }

    private static void assertIsPageLike(Answered answer, JsonNode page) {
        JsonNode shown = answer.body();
        assertThat(page.path("next_token").asText("").isEmpty())
                .as("%s: is the last page", answer)
                .isEqualTo(shown.path("next_token").asText("").isEmpty());
        assertThat(page.path("next_token").isNull())
                .as("%s: has a null token", answer)
                .isEqualTo(shown.path("next_token").isNull());
        assertThat(page.path("total").isIntegralNumber())
                .as("%s: has a total", answer)
                .isEqualTo(shown.has("total"));
        assertThat(page.path("data")).as("%s: rows", answer).hasSameSizeAs(shown.path("data"));
        for (int i = 0; i < page.path("data").size(); i++) {
            JsonNode shownRow = shown.path("data").path(i);
            JsonNode row = page.path("data").path(i);
            assertThat(row.path("id")).as("%s: id", answer).isEqualTo(shownRow.path("id"));
            assertThat(row.path("name")).as("%s: name", answer).isEqualTo(shownRow.path("name"));
            assertThat(row.path("status").asText())
                    .as("%s: status of a row", answer)
                    .isEqualTo(shownRow.path("status").asText("active"));
        }
    }

    private static void assertHasFieldsOf(Answered answer, JsonNode body) {
        assertThat(body.fieldNames())
                .toIterable()
                .as("%s: fields", answer)
                .containsExactlyInAnyOrderElementsOf(() -> answer.body().fieldNames());
        body.properties()
                .forEach(field -> assertThat(field.getValue().asText())
                        .as("%s: %s", answer, field.getKey())
                        .isNotBlank());
    }

    private static JsonNode json(Response response) {
        try {
            return new ObjectMapper().readTree(response.asString());
        } catch (JsonProcessingException e) {
            throw new AssertionError("Not JSON: " + response.asString(), e);
        }
    }
}
