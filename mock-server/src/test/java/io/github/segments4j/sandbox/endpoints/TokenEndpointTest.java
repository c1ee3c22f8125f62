package io.github.segments4j.sandbox.endpoints;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.http.Response;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TokenEndpointTest {
    private static final String KEY =
            "grant_type=client_credentials&client_id=sandbox-client-id&client_secret=sandbox-client-secret";

    private final Api api = Api.of(1);

    @BeforeEach
    void sendForms() {
        api.with("content-type", "application/x-www-form-urlencoded; charset=UTF-8")
                .with("x-amperity-tenant", "acme")
                .without("authorization");
    }

    @Test
    void aKeyIsExchangedForATokenThatIsValidForAnHour() {
        Response answer = post(KEY);
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"").matcher(answer.body());

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"expires_in\":3600", "\"token_type\":\"Bearer\"");
        assertThat(token.find()).isTrue();
        api.with("authorization", "Bearer " + token.group(1));
        api.clock.advance(Duration.ofSeconds(3599));
        assertThat(api.get("").status()).isEqualTo(200);
        api.clock.advance(Duration.ofSeconds(1));
        assertThat(api.get("").body()).contains("\"status\":401", "has expired");
    }

    @Test
    void aTokenMustNotBeCached() {
        assertThat(post(KEY).headers()).containsEntry("Cache-Control", "no-store");
    }

    @Test
    void allIssuedTokensCanBeExpiredAndThePermanentOneStaysValid() {
        Matcher token = Pattern.compile("\"access_token\":\"([^\"]+)\"")
                .matcher(post(KEY).body());
        assertThat(token.find()).isTrue();
        api.with("authorization", "Bearer " + token.group(1));
        assertThat(api.get("").status()).isEqualTo(200);

        api.tokens.expireAll();

        assertThat(api.get("").body()).contains("\"status\":401", "has expired");
        api.clock.advance(Duration.ofDays(-1));
        assertThat(api.get("").body()).contains("has expired");
        assertThat(api.with("authorization", "Bearer sandbox-access-token")
                        .get("")
                        .status())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "grant_type=client_credentials&client_id=sandbox-client-id&client_secret=wrong",
                "grant_type=client_credentials&client_id=wrong&client_secret=sandbox-client-secret"
            })
    void aWrongKeyIsUnauthorizedAndNotShown(String form) {
        Response answer = post(form);

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.body()).doesNotContain("wrong");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "grant_type=password",
                "grant_type=client_credentials",
                "grant_type=client_credentials&client_id=a&client_secret=",
                "grant_type=client_credentials&client_id=a&client_id=b&client_secret=c",
                KEY + "&scope=segments",
                "%zz",
                "{\"grant_type\":\"client_credentials\"}"
            })
    void anInvalidFormIsABadRequest(String form) {
        assertThat(post(form).status()).isEqualTo(400);
    }

    @Test
    void aFieldThatAnAccessTokenDoesNotTakeIsNotQuoted() {
        assertThat(post(KEY + "&a-secret-in-the-wrong-place=").body())
                .contains("a field other than grant_type, client_id, client_secret")
                .doesNotContain("a-secret");
    }

    @Test
    void anotherContentTypeOrNoTenantIsABadRequestAndAnotherTenantIsUnauthorized() {
        assertThat(api.with("x-amperity-tenant", "other")
                        .send("POST", "/api/v0/oauth2/token", "", KEY)
                        .status())
                .isEqualTo(401);
        assertThat(api.without("x-amperity-tenant")
                        .send("POST", "/api/v0/oauth2/token", "", KEY)
                        .status())
                .isEqualTo(400);
        assertThat(api.with("content-type", "application/json")
                        .send("POST", "/api/v0/oauth2/token", "", KEY)
                        .status())
                .isEqualTo(400);
        assertThat(api.send("GET", "/api/v0/oauth2/token", "", "").headers()).containsEntry("Allow", "POST");
    }

    private Response post(String form) {
        return api.send("POST", "/api/v0/oauth2/token", "", form);
    }
}
