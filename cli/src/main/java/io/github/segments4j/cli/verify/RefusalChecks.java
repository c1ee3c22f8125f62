package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.report.Obstacle.Kind.SKIPPED;
import static io.github.segments4j.cli.verify.report.Severity.BREAKS;
import static io.github.segments4j.cli.verify.report.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.report.Severity.NEW;

import io.github.segments4j.cli.verify.RefusalCheck.Rule;
import io.github.segments4j.cli.verify.http.RequestTemplate;
import io.github.segments4j.cli.verify.report.NotChecked;
import io.github.segments4j.secrets.Secrets;
import java.util.List;
import java.util.Set;

/** The wrong requests that a server must refuse. */
record RefusalChecks(CheckContext context, PagingCheck listing, Secrets secrets) {
    /** Safe by definition (RFC 4918), and so allowed on a live tenant, unlike POST. */
    private static final String OTHER_METHOD = "PROPFIND";

    /** A tenant, a page token and a path that do not exist. */
    static final String UNKNOWN = "segments4j-nobody";

    private static final String UNSUPPORTED_VERSION = "1999-12-31";

    private static final Set<Integer> UNAUTHORIZED = Set.of(401);
    private static final Set<Integer> BAD_REQUEST = Set.of(400);

    /** The pages of the vendor's documentation disagree. */
    private static final Set<Integer> BAD_VERSION = Set.of(400, 401);

    List<Check> checks() {
        return List.of(
                check(
                        new Rule("no-access-token", "an access token is required", UNAUTHORIZED, BREAKS, BREAKS),
                        () -> valid().withoutHeader("Authorization")),
                check(
                        new Rule("wrong-access-token", "the vendor issued the token", UNAUTHORIZED, BREAKS, BREAKS),
                        this::withWrongAccessToken),
                check(
                        new Rule("empty-access-token", "an access token is required", UNAUTHORIZED, BREAKS, BREAKS),
                        () -> unlessFound(
                                "wrong-access-token-accepted", valid().withHeader("Authorization", "Bearer "))),
                check(
                        new Rule("other-scheme", "an access token is sent as Bearer", UNAUTHORIZED, NEW, BREAKS),
                        () -> unlessFound(
                                "wrong-access-token-accepted",
                                valid().withHeader("Authorization", "Basic " + valid().accessToken()))),
                check(
                        // A server may hide from strangers whether a tenant exists.
                        new Rule("wrong-tenant", "a token is for one tenant only", Set.of(401, 403), BREAKS, NEW),
                        () -> valid().withHeader("amperity-tenant", UNKNOWN)),
                check(
                        new Rule("no-tenant", "amperity-tenant is required", Set.of(400, 401, 403), BREAKS, BREAKS),
                        () -> valid().withoutHeader("amperity-tenant")),
                check(
                        new Rule("no-version", "a version is required", BAD_VERSION, NEW, BREAKS),
                        () -> valid().withoutHeader("api-version")),
                check(
                        new Rule("wrong-version", "the version is a supported one", BAD_VERSION, NEW, BREAKS),
                        () -> valid().withHeader("api-version", UNSUPPORTED_VERSION)),
                check(
                        new Rule("wrong-version-in-query", "the version is a supported one", BAD_VERSION, NEW, BREAKS),
                        () -> valid().withoutHeader("api-version").withParameter("api_version", UNSUPPORTED_VERSION)),
                check(
                        new Rule("wrong-limit", "limit is a whole number", BAD_REQUEST, NEW, BREAKS),
                        () -> valid().withParameter("limit", "many")),
                check(
                        // The minimum is the contract's own; the vendor publishes none.
                        new Rule("limit-zero", "limit is 1 or more", BAD_REQUEST, INFORMATIONAL, BREAKS),
                        () -> unlessFound("wrong-limit-accepted", valid().withParameter("limit", "0"))),
                check(
                        new Rule("negative-limit", "limit is 1 or more", BAD_REQUEST, NEW, BREAKS),
                        () -> unlessFound("wrong-limit-accepted", valid().withParameter("limit", "-1"))),
                check(
                        new Rule("wrong-limit-with-token", "limit is a whole number", BAD_REQUEST, NEW, BREAKS),
                        () -> unlessFound("wrong-limit-accepted", withTokenAndLimit("many"))),
                check(
                        new Rule("negative-limit-with-token", "limit is 1 or more", BAD_REQUEST, NEW, BREAKS),
                        () -> unlessFound(
                                "wrong-limit-accepted",
                                unlessFound(
                                        "wrong-limit-with-token-accepted",
                                        unlessFound("negative-limit-accepted", withTokenAndLimit("-1"))))),
                check(
                        new Rule("wrong-with-total", "with_total is true or false", BAD_REQUEST, NEW, BREAKS),
                        () -> valid().withParameter("with_total", "perhaps")),
                check(
                        new Rule("wrong-page-token", "the server issued next_token", BAD_REQUEST, BREAKS, BREAKS),
                        () -> unlessFound("page-repeated", valid().withParameter("next_token", UNKNOWN))),
                check(
                        new Rule("altered-page-token", "next_token is sent unchanged", BAD_REQUEST, NEW, BREAKS),
                        this::withAlteredPageToken),
                check(
                        new Rule("unknown-path", "there is nothing at this path", Set.of(404), NEW, NEW),
                        () -> valid().withPathSuffix("-" + UNKNOWN)),
                check(
                        new Rule("other-method", "the path answers GET only", Set.of(405), NEW, NEW),
                        () -> valid().withMethod(OTHER_METHOD)));
    }

    private Check check(Rule rule, RequestSource source) {
        return new Check(rule.name(), new RefusalCheck(rule, source, context.inspector(), context)::run);
    }

    private RequestTemplate valid() throws NotChecked {
        return context.smallPage();
    }

    private RequestTemplate withToken() throws NotChecked {
        RequestTemplate request = valid();
        return request.withParameter("next_token", lastToken());
    }

    private RequestTemplate withTokenAndLimit(String limit) throws NotChecked {
        RequestTemplate request = withToken().withParameter("limit", limit);
        listing.requireSound();
        return request;
    }

    private String lastToken() throws NotChecked {
        return listing.lastToken().orElseThrow(() -> new NotChecked(SKIPPED, "the server sent no next_token"));
    }

    /** Skips a request whose answer another finding implies. */
    private RequestTemplate unlessFound(String finding, RequestTemplate request) throws NotChecked {
        if (context.findings().contains(finding)) {
            throw new NotChecked(SKIPPED, "the finding " + finding + " implies the answer");
        }
        return request;
    }

    /** Almost right: a server that checks only a part of the token would accept it. */
    private RequestTemplate withWrongAccessToken() throws NotChecked {
        String wrong = alter(valid().accessToken());
        secrets.add(wrong);
        return valid().withHeader("Authorization", "Bearer " + wrong);
    }

    private RequestTemplate withAlteredPageToken() throws NotChecked {
        RequestTemplate request = withToken().withParameter("next_token", alter(lastToken()));
        return unlessFound("page-repeated", unlessFound("wrong-page-token-accepted", request));
    }

    /** Near the end, where a signature is, but not at the end, where some bits of base64 have no meaning. */
    private static String alter(String token) {
        int place = token.length() - 1 - Math.min(8, token.length() / 2);
        char other = token.charAt(place) == 'x' ? 'y' : 'x';
        return token.substring(0, place) + other + token.substring(place + 1);
    }
}
