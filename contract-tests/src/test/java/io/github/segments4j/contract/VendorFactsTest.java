package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.NullNode;
import io.github.segments4j.contract.Contract.Answered;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * What the vendor's pages say, written down by hand, held against the contract. All else in these tests comes from
 * the contract and would follow it into an error; who changes the contract on purpose changes this too.
 */
class VendorFactsTest {
    private static final String PAGE =
            "{total: integer int64, next_token: string nullable=true, data*: [{id*: string, name*: string, status: string}]}";
    private static final String ERROR =
            "{status*: integer int32, message*: string, request_id: string, trace_id: string}";
    private static final List<String> ERRORS =
            List.of("400", "401", "403", "404", "405", "429", "500", "503", "default");
    private static final Set<String> OF_PROXIES = Set.of("502", "504");
    private static final Set<String> WITH_RETRY_AFTER = Set.of("429", "500", "502", "503", "504", "default");

    @Test
    void theContractSaysWhatTheVendorSays() {
        List<String> facts = new ArrayList<>("""
        openapi: 3.0.3
        version: 2024-04-01
        server https://{tenant}.amperity.com/api {tenant=acme}
        server https://app.amperity.com/api {}
        server https://app-aws-apse2.amperity.com/api {}
        security: accessToken
        scheme accessToken: http bearer JWT
        GET /segments: listSegments, security of the document
        GET /segments header amperity-tenant*: string minLength=1, such as acme
        GET /segments header api-version: string default=2024-04-01, such as 2024-04-01
        GET /segments query api_version: string, such as 2024-04-01
        GET /segments query limit: integer int32 minimum=1 maximum=2147483647, such as 12
        GET /segments query next_token: string minLength=1, such as ABCd1fghIJk2l3M
        GET /segments query with_total: boolean, such as true
        POST /v0/oauth2/token: createAccessToken, security none
        POST /v0/oauth2/token header X-Amperity-Tenant*: string minLength=1, such as acme
        POST /v0/oauth2/token body* application/x-www-form-urlencoded: \
        {grant_type*: string enum=["client_credentials"], client_id*: string minLength=1 writeOnly=true, \
        client_secret*: string password minLength=1 writeOnly=true} additionalProperties=false
        POST /v0/oauth2/token 200 application/json: \
        {access_token*: string password, expires_in*: integer int64, token_type*: string}
        POST /v0/oauth2/token 200 header Cache-Control: string
        """.lines().toList());
        facts.add("GET /segments 200 application/json: " + PAGE);
        for (String operation : List.of("GET /segments ", "POST /v0/oauth2/token ")) {
            Stream.concat(Stream.of("200"), ERRORS.stream()).forEach(status -> {
                facts.add(operation + status + " header Deprecation: string");
                facts.add(operation + status + " header Sunset: string");
            });
            ERRORS.forEach(status -> facts.add(operation + status + " application/json: " + ERROR));
            facts.add(operation + "401 header WWW-Authenticate: string");
            facts.add(operation + "405 header Allow: string");
            OF_PROXIES.forEach(status -> facts.add(operation + status + ": a body of any type"));
            WITH_RETRY_AFTER.forEach(status -> facts.add(operation + status + " header Retry-After: string"));
        }

        List<String> contract = ContractFacts.read();
        assertThat(contract).as("said once").doesNotHaveDuplicates();
        assertThat(without(facts, contract))
                .as("the vendor says, and the contract does not")
                .isEmpty();
        assertThat(without(contract, facts))
                .as("the contract says, and the vendor does not")
                .isEmpty();
    }

    @Test
    void theContractShowsThePageThatTheVendorShows() throws Exception {
        JsonNode vendors = new ObjectMapper().readTree("""
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
        """);

        assertThat(example("listSegments 200 firstPage")).isEqualTo(vendors);
    }

    @Test
    void theContractShowsAnAccessTokenForAnHour() {
        JsonNode token = example("createAccessToken 200 accessToken");

        assertThat(token.path("access_token").asText()).isNotEmpty();
        assertThat(token.path("expires_in").asLong()).isEqualTo(3600);
        assertThat(token.path("token_type").asText()).isEqualTo("Bearer");
    }

    @Test
    void theContractShowsEveryWayAPageCanEnd() {
        JsonNode middle = example("listSegments 200 middlePage");
        assertThat(middle.path("next_token").asText()).isNotEmpty();
        assertThat(middle.path("data")).isNotEmpty();
        JsonNode empty = example("listSegments 200 lastPageEmptyToken");
        assertThat(empty.path("next_token").isTextual()).isTrue();
        assertThat(empty.path("next_token").asText()).isEmpty();
        assertThat(example("listSegments 200 lastPageNoToken").has("next_token"))
                .isFalse();
        assertThat(example("listSegments 200 lastPageNullToken").get("next_token"))
                .isEqualTo(NullNode.instance);
        assertThat(example("listSegments 200 emptyTenant").path("data")).isEmpty();
        JsonNode goesOn = example("listSegments 200 emptyPageWithToken");
        assertThat(goesOn.path("next_token").asText()).isNotEmpty();
        assertThat(goesOn.path("data")).isEmpty();
        assertThat(example("listSegments 200 withTotal").path("total").asLong()).isPositive();
        assertThat(example("listSegments 200 withStatus").path("data"))
                .allSatisfy(row -> assertThat(row.path("status").asText()).isNotEmpty());
    }

    @Test
    void everyAnswerIsShown() {
        List<String> shown = Contract.answers().stream()
                .map(answer -> answer.operation() + " " + answer.status())
                .toList();

        for (String operation : List.of("listSegments ", "createAccessToken ")) {
            assertThat(shown).contains(operation + 200);
            ERRORS.forEach(status -> assertThat(shown).contains(operation + status.replace("default", "409")));
        }
    }

    @Test
    void everyErrorThatIsShownHasItsOwnStatusAndAllFields() {
        for (Answered answer : Contract.answers()) {
            if (answer.status() != 200) {
                assertThat(answer.body().path("status").asInt())
                        .as("%s", answer)
                        .isEqualTo(answer.status());
                assertThat(answer.body().properties())
                        .as("%s", answer)
                        .extracting(Map.Entry::getKey)
                        .containsExactly("status", "message", "request_id", "trace_id");
            }
        }
    }

    @Test
    void aRetirementIsShownWithADateWithoutOneAndWithSeconds() {
        assertThat(Contract.examples("Deprecation"))
                .containsExactly("Sun, 01 Nov 2026 00:00:00 GMT", "true", "@1793491200");
        assertThat(Contract.examples("Sunset")).containsExactly("Sat, 01 May 2027 00:00:00 GMT");
    }

    private static List<String> without(List<String> lines, List<String> others) {
        return lines.stream().filter(line -> !others.contains(line)).toList();
    }

    private static JsonNode example(String name) {
        return Contract.answers().stream()
                .filter(answer -> answer.toString().equals(name))
                .map(Answered::body)
                .findFirst()
                .orElseThrow(() -> new AssertionError("The contract has no example " + name));
    }
}
