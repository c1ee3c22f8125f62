package io.github.segments4j.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.segments4j.sandbox.Sandbox;
import io.github.segments4j.sandbox.SandboxTest;
import io.restassured.response.Response;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Requests right and wrong, in the vendor's words, to the sandbox, to the mock, and to the sandbox with Prism in
 * front, where two judges that share no code have to agree.
 */
@SandboxTest(segments = 25)
class RequestsTest {
    private static final ApiRequest SEGMENTS = Vendor.segments("acme", "sandbox-access-token");
    private static final ApiRequest TOKEN = Vendor.token("acme", "sandbox-client-id", "sandbox-client-secret");

    /** What the contract says of a request, by either judge. */
    enum Opinion {
        ALLOWED(true, true),
        FORBIDDEN(false, false),
        /** It does not look into an empty parameter, nor at a field of a form that the contract does not have. */
        FORBIDDEN_UNSEEN_BY_PRISM(true, false),
        /** It does not look for a bearer token. */
        FORBIDDEN_UNSEEN_BY_VALIDATOR(false, true);

        private final boolean allowedByPrism;
        private final boolean allowedByValidator;

        Opinion(boolean allowedByPrism, boolean allowedByValidator) {
            this.allowedByPrism = allowedByPrism;
            this.allowedByValidator = allowedByValidator;
        }
    }

    /** A request, the sandbox's answer, and what the contract thinks of the request. */
    record Sent(String what, ApiRequest request, int status, Opinion opinion) {
        @Override
        public String toString() {
            return what;
        }
    }

    static List<Sent> requests() {
        List<Sent> all = new ArrayList<>();
        // Both ways to give the version.
        all.add(allowed("version in the header", SEGMENTS, 200));
        ApiRequest noVersion = SEGMENTS.without("api-version");
        all.add(allowed("version in the query", noVersion.query("api_version", "2024-04-01"), 200));
        all.add(allowed("version in both", SEGMENTS.query("api_version", "2024-04-01"), 200));
        all.add(allowed("early access", SEGMENTS.header("api-version", "unstable"), 200));
        all.add(allowed("no version", noVersion, 400));
        all.add(allowed("unknown version in the header", SEGMENTS.header("api-version", "v1"), 400));
        all.add(allowed("unknown version in the query", noVersion.query("api_version", "v1"), 400));

        all.add(forbidden("no tenant", SEGMENTS.without("amperity-tenant"), 400));
        all.add(allowed("another's tenant", SEGMENTS.header("amperity-tenant", "other"), 403));
        all.add(unauthorized("no access token", SEGMENTS.without("Authorization")));
        all.add(unauthorized("basic authentication", SEGMENTS.header("Authorization", "Basic YTpi")));
        all.add(allowed("wrong access token", SEGMENTS.header("Authorization", "Bearer x"), 401));

        for (String limit : List.of("1", "12", "25", "1000", "2147483647")) {
            all.add(allowed("limit=" + limit, SEGMENTS.query("limit", limit), 200));
        }
        for (String limit : List.of("0", "-1", "1.5", "abc", "null", "99999999999")) {
            all.add(forbidden("limit=" + limit, SEGMENTS.query("limit", limit), 400));
        }
        all.add(unseenByPrism("limit=", SEGMENTS.query("limit", "")));
        all.add(allowed("with_total=true", SEGMENTS.query("with_total", "true"), 200));
        all.add(allowed("with_total=false", SEGMENTS.query("with_total", "false"), 200));
        all.add(forbidden("with_total=yes", SEGMENTS.query("with_total", "yes"), 400));
        all.add(forbidden("with_total=1", SEGMENTS.query("with_total", "1"), 400));
        all.add(unseenByPrism("with_total=", SEGMENTS.query("with_total", "")));
        all.add(unseenByPrism("next_token=", SEGMENTS.query("next_token", "")));
        all.add(allowed("next_token=null", SEGMENTS.query("next_token", "null"), 400));
        all.add(allowed("invented next_token", SEGMENTS.query("next_token", "a/b+c=d&e f"), 400));
        all.add(allowed("unknown parameter", SEGMENTS.query("sort", "name"), 200));

        for (String method : List.of("POST", "PUT", "PATCH", "DELETE")) {
            all.add(forbidden(method + " of segments", SEGMENTS.method(method), 405));
        }
        all.add(forbidden("unknown path", SEGMENTS.path("/segment"), 404));
        all.add(forbidden("path below", SEGMENTS.path("/segments/ab-1CDEfGHI"), 404));

        all.add(allowed("access token", TOKEN, 200));
        all.add(allowed("wrong client id", TOKEN.form("client_id", "x"), 401));
        all.add(allowed("wrong client secret", TOKEN.form("client_secret", "a+b&c%d"), 401));
        all.add(allowed("key of another tenant", TOKEN.header("X-Amperity-Tenant", "other"), 401));
        all.add(forbidden("other grant", TOKEN.form("grant_type", "password"), 400));
        all.add(unseenByPrism("another field", TOKEN.form("scope", "segments")));
        for (String field : List.of("grant_type", "client_id", "client_secret")) {
            all.add(forbidden("empty " + field, TOKEN.form(field, ""), 400));
        }
        for (String part : List.of("X-Amperity-Tenant", "grant_type", "client_id", "client_secret")) {
            all.add(forbidden("access token without " + part, TOKEN.without(part), 400));
        }
        all.add(forbidden("other form", TOKEN.header("Content-Type", "text/plain"), 400));
        all.add(forbidden("PUT of an access token", TOKEN.method("PUT"), 405));
        all.add(forbidden("path above", TOKEN.path("/v0/oauth2"), 404));
        return all;
    }

    @ParameterizedTest
    @MethodSource("requests")
    void theSandboxAnswers(Sent sent, Sandbox sandbox) {
        assertAnswered(sent, sent.request().send("http://127.0.0.1:" + sandbox.port() + "/api"));
    }

    @PrismTest
    @ParameterizedTest
    @MethodSource("requests")
    void bothJudgesAgreeOnWhatTheSandboxAnswers(Sent sent, ProxiedSandbox proxied) {
        Response response = sent.request().send(proxied.url());

        assertAnswered(sent, response);
        Verdict prism = Verdict.ofPrism(response);
        assertThat(prism.ofRequest().isEmpty())
                .as("%s: allowed by Prism, which says %s", sent, prism)
                .isEqualTo(sent.opinion().allowedByPrism);
        assertThat(prism.ofAnswer()).as("%s: answer by Prism", sent).isEmpty();
    }

    @PrismTest
    @ParameterizedTest
    @MethodSource("requests")
    void theMockRefusesWhatTheContractForbids(Sent sent, Prism mock) {
        Response response = sent.request().send(mock.url());

        int expected = sent.opinion().allowedByPrism ? 200 : sent.status();
        assertThat(response.statusCode()).as("%s: status", sent).isEqualTo(expected);
    }

    private static void assertAnswered(Sent sent, Response response) {
        assertThat(response.statusCode()).as("%s: status", sent).isEqualTo(sent.status());
        Verdict validator = Verdict.ofValidator(sent.request(), response);
        assertThat(validator.ofRequest().isEmpty())
                .as("%s: allowed by the validator, which says %s", sent, validator)
                .isEqualTo(sent.opinion().allowedByValidator);
        assertThat(validator.ofAnswer()).as("%s: answer by the validator", sent).isEmpty();
        if (sent.status() >= 400) {
            assertThat(Verdict.ofError(response))
                    .as("%s: body of the error", sent)
                    .isEqualTo(Verdict.VALID);
            assertThat(response.jsonPath().getInt("status"))
                    .as("%s: status in the body", sent)
                    .isEqualTo(sent.status());
        }
    }

    private static Sent allowed(String what, ApiRequest request, int status) {
        return new Sent(what, request, status, Opinion.ALLOWED);
    }

    private static Sent forbidden(String what, ApiRequest request, int status) {
        return new Sent(what, request, status, Opinion.FORBIDDEN);
    }

    private static Sent unauthorized(String what, ApiRequest request) {
        return new Sent(what, request, 401, Opinion.FORBIDDEN_UNSEEN_BY_VALIDATOR);
    }

    private static Sent unseenByPrism(String what, ApiRequest request) {
        return new Sent(what, request, 400, Opinion.FORBIDDEN_UNSEEN_BY_PRISM);
    }
}
