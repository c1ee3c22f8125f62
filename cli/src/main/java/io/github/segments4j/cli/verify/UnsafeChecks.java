package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import io.github.segments4j.cli.verify.RefusalCheck.Rule;
import io.github.segments4j.cli.verify.http.Exchange;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.report.NotChecked;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Wrong requests with methods that are not safe by definition: a server that does not refuse them may change something.
 *
 * @param keyExchange the client's request for an access token, if it made one
 * @param accessTokens inspects the answers of the token endpoint
 */
record UnsafeChecks(
        CheckContext context,
        Optional<Exchange> keyExchange,
        Optional<Settings.ApiKey> apiKey,
        AnswerInspector accessTokens) {
    private static final Set<Integer> NOT_ALLOWED = Set.of(405);

    /** OAuth allows both (RFC 6749), and the vendor documents neither for this endpoint. */
    private static final Set<Integer> NO_TOKEN = Set.of(400, 401);

    List<Check> checks() {
        return List.of(
                page(new Rule("post", "the path answers GET only", NOT_ALLOWED, NEW, NEW), "POST"),
                page(
                        new Rule("lower-case-method", "get is another method than GET", Set.of(400, 405), NEW, NEW),
                        "get"),
                token(
                        new Rule("wrong-client-secret", "the vendor issued the API key", NO_TOKEN, BREAKS, BREAKS),
                        Map.of("client_secret", RefusalChecks.UNKNOWN)),
                token(
                        new Rule("wrong-grant-type", "grant_type is client_credentials", NO_TOKEN, NEW, BREAKS),
                        Map.of("grant_type", RefusalChecks.UNKNOWN)));
    }

    private Check page(Rule rule, String method) {
        RequestSource source = () -> context.smallPage().withMethod(method);
        return new Check(rule.name(), new RefusalCheck(rule, source, context.inspector(), context)::run);
    }

    private Check token(Rule rule, Map<String, String> wrong) {
        return new Check(rule.name(), new RefusalCheck(rule, () -> tokenRequest(wrong), accessTokens, context)::run);
    }

    private RequestTemplate tokenRequest(Map<String, String> wrong) throws NotChecked {
        context.firstPage().page();
        if (keyExchange.isEmpty() || apiKey.isEmpty()) {
            throw new NotChecked(SKIPPED, "there is no API key, but an access token");
        }
        Map<String, String> form = new LinkedHashMap<>();
        form.put("grant_type", "client_credentials");
        form.put("client_id", apiKey.get().clientId());
        form.put("client_secret", apiKey.get().clientSecret());
        form.putAll(wrong);
        return RequestTemplate.of(keyExchange.get().request()).withForm(form);
    }
}
