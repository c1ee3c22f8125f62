package io.github.segments4j.sandbox.http;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a request line asks for: RFC 9112, section 3.2.
 *
 * @param authority host and port, if the target is a URL as for a proxy
 * @param path decoded, except for {@code %2F}; {@code *} if {@code OPTIONS} asks about the server
 * @param query as it was sent; empty if there is none
 */
record RequestTarget(Optional<String> authority, String path, String query) {
    private static final String CHARACTERS = "A-Za-z0-9._~!$&'()*+,;=:@/%-";

    /** Brackets in a query are not valid, but many clients send them. */
    private static final Pattern TARGET = Pattern.compile(
            "(?:(?i:http)://([^/?]*+))?+(/[" + CHARACTERS + "]*+)?+(?:\\?([" + CHARACTERS + "?\\[\\]]*+))?+");

    static RequestTarget of(String method, String target) throws HttpException {
        if (target.equals("*") && method.equals("OPTIONS")) {
            return new RequestTarget(Optional.empty(), target, "");
        }
        Matcher parts = TARGET.matcher(target);
        if (!parts.matches() || (parts.group(1) == null && parts.group(2) == null)) {
            throw new HttpException(
                    400,
                    "The request line must name a path that begins with a slash, or an http URL. Characters that a URL"
                            + " does not allow must be percent-encoded.");
        }
        String query = parts.group(3) == null ? "" : parts.group(3);
        // Not every path decodes its query, but an escape that is not valid is refused everywhere.
        Text.parameter(query);
        return new RequestTarget(
                Optional.ofNullable(parts.group(1)), parts.group(2) == null ? "/" : Text.path(parts.group(2)), query);
    }
}
