package io.github.segments4j.cli.verify;

import static io.github.segments4j.cli.verify.Severity.BREAKS;
import static io.github.segments4j.cli.verify.Severity.INFORMATIONAL;
import static io.github.segments4j.cli.verify.Severity.NEW;

import io.github.segments4j.cli.verify.NotChecked.Skipped;
import io.github.segments4j.cli.verify.Refused.Rule;
import java.util.List;
import java.util.Set;

/** What a server must not answer with a page. */
final class Refusals {
    /** Safe by definition (RFC 4918), and so fit for a live tenant, unlike POST. */
    private static final String OTHER_METHOD = "PROPFIND";

    private static final String NOBODY = "segments4j-nobody";

    private static final Set<Integer> UNAUTHORIZED = Set.of(401);
    private static final Set<Integer> BAD_REQUEST = Set.of(400);

    /** The vendor's pages differ. */
    private static final Set<Integer> BAD_VERSION = Set.of(400, 401);

    private final Context context;
    private final Call call;
    private final Listing listing;
    private final Discretion discretion;

    /**
     * @param listing gives a token of a page
     */
    Refusals(Context context, Listing listing, Discretion discretion) {
        this.context = context;
        this.call = context.smallCall();
        this.listing = listing;
        this.discretion = discretion;
    }

    List<Check> checks() {
        return List.of(
                new Refused(
                        new Rule("no-access-token", "an access token is required", UNAUTHORIZED, BREAKS, BREAKS),
                        () -> call.without("Authorization"),
                        context),
                new Refused(
                        new Rule(
                                "wrong-access-token",
                                "the access token is one that the vendor made",
                                UNAUTHORIZED,
                                BREAKS,
                                BREAKS),
                        this::wrongAccessToken,
                        context),
                new Refused(
                        // Whether there is such a tenant may be more than a stranger is told.
                        new Rule(
                                "wrong-tenant",
                                "the access token reads its own tenant only",
                                Set.of(401, 403),
                                BREAKS,
                                NEW),
                        () -> call.withHeader("amperity-tenant", NOBODY),
                        context),
                new Refused(
                        new Rule(
                                "no-tenant",
                                "the header amperity-tenant is required",
                                Set.of(400, 401, 403),
                                BREAKS,
                                BREAKS),
                        () -> call.without("amperity-tenant"),
                        context),
                new Refused(
                        new Rule("no-version", "a version is required", BAD_VERSION, NEW, BREAKS),
                        () -> call.without("api-version"),
                        context),
                new Refused(
                        new Rule("wrong-version", "the version is a supported one", BAD_VERSION, NEW, BREAKS),
                        () -> call.withHeader("api-version", "1999-12-31"),
                        context),
                new Refused(
                        new Rule("wrong-limit", "limit is a whole number", BAD_REQUEST, NEW, BREAKS),
                        () -> call.with("limit", "many"),
                        context),
                new Refused(
                        // The document's own minimum; the vendor publishes none.
                        new Rule("limit-zero", "limit is 1 or more", BAD_REQUEST, INFORMATIONAL, BREAKS),
                        () -> unlessFound("wrong-limit-accepted", call.with("limit", "0")),
                        context),
                new Refused(
                        new Rule("wrong-with-total", "with_total is true or false", BAD_REQUEST, NEW, BREAKS),
                        () -> call.with("with_total", "perhaps"),
                        context),
                new Refused(
                        new Rule(
                                "wrong-page-token",
                                "next_token is one that the server gave",
                                BAD_REQUEST,
                                BREAKS,
                                BREAKS),
                        () -> unlessFound("page-repeated", call.with("next_token", NOBODY)),
                        context),
                new Refused(
                        new Rule("altered-page-token", "next_token is sent unchanged", BAD_REQUEST, NEW, BREAKS),
                        () -> unlessFound(
                                "page-repeated", unlessFound("wrong-page-token-accepted", alteredPageToken())),
                        context),
                new Refused(
                        new Rule("unknown-path", "there is nothing at this path", Set.of(404), NEW, NEW),
                        () -> call.at("-" + NOBODY),
                        context),
                new Refused(
                        new Rule("other-method", "the path answers GET only", Set.of(405), NEW, NEW),
                        () -> call.by(OTHER_METHOD),
                        context));
    }

    /** That finding says this one as well. */
    private Call unlessFound(String finding, Call call) throws Skipped {
        if (context.findings().know(finding)) {
            throw new Skipped("it is said by " + finding);
        }
        return call;
    }

    /** All but right: a server that looks at a part of it only would take it. */
    private Call wrongAccessToken() {
        String wrong = altered(call.accessToken());
        discretion.keep(wrong);
        return call.withHeader("Authorization", "Bearer " + wrong);
    }

    private Call alteredPageToken() throws Skipped {
        return listing.someToken()
                .map(token -> call.with("next_token", altered(token)))
                .orElseThrow(() -> new Skipped("the server gave no next_token"));
    }

    /** Near the end, where a signature stands; not at it, where base64 has bits to spare. */
    private static String altered(String token) {
        int place = token.length() - 1 - Math.min(8, token.length() / 2);
        char other = token.charAt(place) == 'x' ? 'y' : 'x';
        return token.substring(0, place) + other + token.substring(place + 1);
    }
}
