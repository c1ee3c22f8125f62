package io.github.segments4j.contract;

import static io.github.segments4j.sandbox.Fault.deprecated;
import static io.github.segments4j.sandbox.Fault.emptyPage;
import static io.github.segments4j.sandbox.Fault.nullToken;
import static io.github.segments4j.sandbox.Fault.status;
import static io.github.segments4j.sandbox.Fault.unknownFields;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.contract.Contract.Answered;
import io.github.segments4j.sandbox.Fault;
import io.github.segments4j.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Brings a sandbox to where a request gets an answer that the contract shows. */
record OnDemand(Sandbox sandbox, String baseUrl) {
    private static final Instant LAST_YEAR = Instant.parse("2025-11-01T00:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-05-01T00:00:00Z");

    /** The request that gets it. */
    ApiRequest request(Answered answer) {
        ApiRequest segments = segments();
        ApiRequest token = token();
        return switch (answer.operation() + " " + answer.status()) {
            case "listSegments 200" -> page(segments, answer.body());
            case "listSegments 400" ->
                switch (answer.example()) {
                    case "badNextToken" -> segments.query("next_token", "ABCd1fghIJk2l3M");
                    case "unsupportedVersion" -> segments.header("api-version", "2019-01-01");
                    default -> segments.query("limit", "0");
                };
            case "listSegments 401" ->
                answer.example().equals("expiredToken")
                        ? expired(token)
                        : segments.header("Authorization", "Bearer another");
            case "listSegments 403" -> segments.header("amperity-tenant", "other");
            case "listSegments 404" -> segments.path("/segments/1");
            case "listSegments 405" -> segments.method("POST");
            case "listSegments 429" -> tooMany(segments);
            case "listSegments 409", "listSegments 500", "listSegments 503" -> {
                sandbox.faults().always(status(answer.status()));
                yield segments;
            }
            case "createAccessToken 200" -> token;
            case "createAccessToken 400" -> token.without("grant_type");
            case "createAccessToken 401" -> token.form("client_secret", "another");
            case "createAccessToken 404" -> token.path("/v0/oauth2");
            case "createAccessToken 405" -> token.method("PUT");
            case "createAccessToken 403",
                    "createAccessToken 409",
                    "createAccessToken 429",
                    "createAccessToken 500",
                    "createAccessToken 503" -> {
                sandbox.faults().atTokenEndpoint().always(status(answer.status()));
                yield token;
            }
            default -> throw new AssertionError(answer + ": tell these tests how to have it from the sandbox");
        };
    }

    /** The request that gets an answer of this status with all headers that one can have. */
    ApiRequest withEveryHeader(Answered answer) {
        List<Fault> faults = new ArrayList<>(List.of(deprecated(LAST_YEAR, NEXT_YEAR)));
        if (answer.status() != 200) {
            faults.add(status(answer.status(), Duration.ofSeconds(1)));
        }
        Fault[] all = faults.toArray(Fault[]::new);
        if (answer.operation().equals("createAccessToken")) {
            sandbox.faults().atTokenEndpoint().always(all);
            return token();
        }
        sandbox.faults().always(all);
        return segments();
    }

    private ApiRequest segments() {
        return Vendor.segments(sandbox.tenant(), sandbox.accessToken());
    }

    private ApiRequest token() {
        return Vendor.token(sandbox.tenant(), sandbox.clientId(), sandbox.clientSecret());
    }

    private ApiRequest page(ApiRequest segments, JsonNode page) {
        JsonNode rows = page.path("data");
        for (JsonNode row : rows) {
            sandbox.segments()
                    .add(
                            row.path("id").asText(),
                            row.path("name").asText(),
                            row.path("status").asText("active"));
        }
        if (page.path("next_token").isNull()) {
            sandbox.faults().next(nullToken()).times(1);
        }
        if (!page.path("next_token").asText("").isEmpty()) {
            sandbox.segments().add("One of the next page");
            if (rows.isEmpty()) {
                sandbox.faults().next(emptyPage()).times(1);
            }
        }
        if (page.has("page_size")) {
            sandbox.faults().next(unknownFields()).times(1);
        }
        ApiRequest request = segments.query("limit", Integer.toString(Math.max(1, rows.size())));
        return page.has("total") ? request.query("with_total", "true") : request;
    }

    private ApiRequest expired(ApiRequest token) {
        String accessToken = token.send(baseUrl).jsonPath().getString("access_token");
        sandbox.expireAccessTokens();
        return Vendor.segments(sandbox.tenant(), accessToken);
    }

    /** The eleventh within a second: the clock stands. */
    private ApiRequest tooMany(ApiRequest segments) {
        sandbox.clock().set(Instant.parse("2026-11-01T00:00:00Z"));
        for (int i = 0; i < 10; i++) {
            segments.send(baseUrl);
        }
        return segments;
    }
}
