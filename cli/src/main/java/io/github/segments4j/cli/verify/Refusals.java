package io.github.segments4j.cli.verify;

import java.util.List;
import java.util.Optional;
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

  private final Call call;
  private final Listing listing;
  private final Discretion discretion;

  /**
   * @param call that is answered with a small page
   * @param listing gives a token of a page
   */
  Refusals(Call call, Listing listing, Discretion discretion) {
    this.call = call;
    this.listing = listing;
    this.discretion = discretion;
  }

  List<Check> checks(Refused.Context context) {
    return List.of(
        refused(
            "no-access-token",
            call.without("Authorization"),
            UNAUTHORIZED,
            Severity.BREAKS,
            "an access token is required",
            context),
        refused(
            "wrong-access-token",
            wrongToken(),
            UNAUTHORIZED,
            Severity.BREAKS,
            "the access token must be one that the vendor made",
            context),
        new Refused(
            "wrong-tenant",
            () -> Optional.of(call.withHeader("amperity-tenant", NOBODY)),
            Set.of(401, 403),
            Severity.BREAKS,
            // Whether there is such a tenant is more than the contract lets a stranger know.
            Severity.NEW,
            "the access token reads its own tenant only",
            context),
        refused(
            "no-tenant",
            call.without("amperity-tenant"),
            Set.of(400, 401, 403),
            Severity.BREAKS,
            "the header amperity-tenant is required",
            context),
        refused(
            "no-version",
            call.without("api-version"),
            BAD_VERSION,
            Severity.NEW,
            "a version is required",
            context),
        refused(
            "wrong-version",
            call.withHeader("api-version", "1999-12-31"),
            BAD_VERSION,
            Severity.NEW,
            "the version must be a supported one",
            context),
        refused(
            "wrong-limit",
            call.with("limit", "many"),
            BAD_REQUEST,
            Severity.NEW,
            "limit is a whole number",
            context),
        refused(
            "limit-zero",
            call.with("limit", "0"),
            BAD_REQUEST,
            // The minimum is the document's own; the vendor publishes none.
            Severity.INFORMATIONAL,
            "limit is 1 or more",
            context),
        refused(
            "wrong-with-total",
            call.with("with_total", "perhaps"),
            BAD_REQUEST,
            Severity.NEW,
            "with_total is true or false",
            context),
        refused(
            "wrong-page-token",
            call.with("next_token", NOBODY),
            BAD_REQUEST,
            Severity.BREAKS,
            "next_token is one that the server gave",
            context),
        new Refused(
            "altered-page-token",
            () -> listing.someToken().map(token -> call.with("next_token", altered(token))),
            BAD_REQUEST,
            Severity.NEW,
            Severity.BREAKS,
            "next_token is sent unchanged",
            context),
        new Refused(
            "unknown-path",
            () -> Optional.of(call.at("-" + NOBODY)),
            Set.of(404),
            Severity.NEW,
            Severity.NEW,
            "there is nothing at this path",
            context),
        new Refused(
            "other-method",
            () -> Optional.of(call.by(OTHER_METHOD)),
            Set.of(405),
            Severity.NEW,
            Severity.NEW,
            "the path answers GET only",
            context));
  }

  private static Check refused(
      String name,
      Call call,
      Set<Integer> statuses,
      Severity ifAccepted,
      String contract,
      Refused.Context context) {
    return new Refused(
        name, () -> Optional.of(call), statuses, ifAccepted, Severity.BREAKS, contract, context);
  }

  /** All but right: a server that looks at a part of it only would take it. */
  private Call wrongToken() {
    String given = call.header("Authorization");
    String wrong = altered(given);
    discretion.keep(wrong.replaceFirst("^Bearer ", ""));
    return call.withHeader("Authorization", wrong);
  }

  /** Near the end, where a signature stands; not at it, where base64 has bits to spare. */
  private static String altered(String token) {
    int place = token.length() - 1 - Math.min(8, token.length() / 2);
    char other = token.charAt(place) == 'x' ? 'y' : 'x';
    return token.substring(0, place) + other + token.substring(place + 1);
  }
}
