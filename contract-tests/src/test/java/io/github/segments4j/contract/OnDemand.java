package io.github.segments4j.contract;

import static io.github.segments4j.sandbox.Fault.deprecated;
import static io.github.segments4j.sandbox.Fault.emptyPage;
import static io.github.segments4j.sandbox.Fault.status;
import static io.github.segments4j.sandbox.Fault.unknownFields;

import com.fasterxml.jackson.databind.JsonNode;
import io.github.segments4j.contract.Contract.Answered;
import io.github.segments4j.sandbox.Sandbox;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Brings a sandbox to where a request gets an answer that the contract shows. */
record OnDemand(Sandbox sandbox, String baseUrl) {
    private static final Instant LAST_YEAR = Instant.parse("2025-11-01T00:00:00Z");
    private static final Instant NEXT_YEAR = Instant.parse("2027-05-01T00:00:00Z");

    /** The request; none where a sandbox never answers so. */
    Optional<ApiRequest> request(Answered answer) {
        ApiRequest segments = Vendor.segments(sandbox.tenant(), sandbox.accessToken());
        ApiRequest token = Vendor.token(sandbox.tenant(), sandbox.clientId(), sandbox.clientSecret());
        ApiRequest request = switch (answer.operation() + " " + answer.status()) {
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
            case "listSegments 500", "listSegments 503" -> {
                sandbox.faults().always(status(answer.status()));
                yield segments;
            }
            case "createAccessToken 200" -> token;
            case "createAccessToken 400" -> token.without("grant_type");
            case "createAccessToken 401" -> token.form("client_secret", "another");
            case "createAccessToken 404" -> token.path("/v0/oauth2");
            case "createAccessToken 405" -> token.method("PUT");
            default -> null;
        };
        return Optional.ofNullable(request);
    }

    /** The request for a page, with all headers that any answer of this status can have. */
    ApiRequest withEveryHeader(int status) {
        if (status == 200) {
            sandbox.faults().always(deprecated(LAST_YEAR, NEXT_YEAR));
        } else {
            sandbox.faults().always(status(status, Duration.ofSeconds(1)), deprecated(LAST_YEAR, NEXT_YEAR));
        }
        return Vendor.segments(sandbox.tenant(), sandbox.accessToken());
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
        if (!page.path("next_token").asText().isEmpty()) {
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
